// What outlives a reload: the conversation, in the browser's own storage, and the access token,
// for as long as the tab is open. Where storage is not allowed, both last as long as the page.

const CONVERSATION = 'plotbot.conversation';
const TOKEN = 'plotbot.token';
const MOST_TURNS = 200;

const fallback = new Map();

function place(name) {
  return {
    get(key) {
      try {
        return window[name].getItem(key);
      } catch {
        return fallback.get(key) ?? null;
      }
    },
    set(key, value) {
      try {
        window[name].setItem(key, value);
      } catch {
        fallback.set(key, value);
      }
    },
  };
}

const local = place('localStorage');
const session = place('sessionStorage');

export const tokens = {
  get: () => session.get(TOKEN),
  set: (token) => session.set(TOKEN, token),
};

// A conversation: who talks, about which film, how far each film may be told, and the turns. A turn
// is what the user said and the replies to it, which are null until they are there.
export class Conversation {
  constructor() {
    this.read();
  }

  read() {
    const kept = parsed(local.get(CONVERSATION));
    this.sender = kept?.sender ?? newId();
    this.film = kept?.film ?? null;
    this.limits = kept?.limits ?? {};
    this.turns = kept?.turns ?? [];
  }

  write() {
    const { sender, film, limits } = this;
    this.turns = this.turns.slice(-MOST_TURNS);
    local.set(CONVERSATION, JSON.stringify({ sender, film, limits, turns: this.turns }));
  }

  // How far the film may be told; null for to its end.
  get limit() {
    return this.limits[this.film] ?? null;
  }

  begin(text) {
    const turn = { id: newId(), text, film: this.film, replies: null };
    this.turns.push(turn);
    this.write();
    return turn;
  }

  // A service that has lost its memory does not know how far it may tell: the page still does.
  finish(turn, replies) {
    turn.replies = replies;
    for (const { custom } of replies) {
      if (custom?.forgotten) [this.turns, this.limits] = [[turn], {}];
      if (custom?.film) this.film = custom.film;
      if (custom && 'limit' in custom && custom.remembered !== false) {
        this.limits[custom.film] = custom.limit;
      }
    }
    this.write();
  }

  startOver() {
    this.sender = newId();
    this.limits = {};
    this.turns = [];
    this.write();
  }

  // Calls back when another tab went on with the conversation.
  onChangeElsewhere(changed) {
    window.addEventListener('storage', ({ key }) => {
      if (key !== CONVERSATION) return;
      this.read();
      changed();
    });
  }
}

function parsed(text) {
  try {
    const kept = JSON.parse(text);
    return Array.isArray(kept?.turns) && typeof kept.sender === 'string' ? kept : null;
  } catch {
    return null;
  }
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
