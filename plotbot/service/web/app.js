// Brings the parts of the page together: the conversation, the chat, and the film beside it.

import { Chat } from './chat.js';
import { $, element } from './elements.js';
import { Conversation, tokens } from './memory.js';
import { Trouble, answers, film, films } from './service.js';
import { lightSentences, showSynopsis } from './synopsis.js';
import { lightMoments, showTimeline } from './timeline.js';

const EMBEDDED = location.pathname.endsWith('/embed');
const FORGET = 'Forget me.';

const conversation = new Conversation();
const chat = new Chat({ ask, cite });
let shown = { film: null, limit: null, examples: [] };
let relations = null;
let queue = Promise.resolve();

// -- asking -----------------------------------------------------------------------------------------

function ask(text) {
  show('chat');
  const turn = conversation.begin(text);
  chat.suggest([]);
  chat.question(turn);
  exchange(turn);
}

// Sends a turn after those before it, and shows what comes back.
function exchange(turn) {
  chat.waiting(turn);
  inOrder(
    async () => {
      const { sender } = conversation;
      const said = { sender, message: turn.text, id: turn.id, film: turn.film };
      conversation.finish(turn, await authorised(() => answers(said)));
      chat.keep(conversation.turns);
      chat.answer(turn);
      chat.suggestAfter(turn);
      refresh(() => light(turn));
    },
    (trouble) => chat.failure(turn, trouble, () => exchange(turn)),
  );
}

// Brings the film beside the chat up to date, then does what needs it there.
function refresh(then) {
  inOrder(
    async () => {
      await showFilm();
      then();
    },
    (trouble) => chat.trouble(trouble, () => refresh(then)),
  );
}

// Does one thing after another, whatever becomes of each.
function inOrder(act, failed) {
  queue = queue.then(act).catch((error) => {
    if (!(error instanceof Trouble)) throw error;
    failed(error.message);
  });
  queue = queue.catch(console.error);
}

// Does something that needs access; asks for a token as long as the service does.
async function authorised(attempt) {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!error.unauthorised) throw error;
      await askForToken();
    }
  }
}

function askForToken() {
  const dialog = $('#token');
  const field = $('#token-value');
  field.value = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => {
        if (field.value) tokens.set(field.value);
        resolve();
      },
      { once: true },
    );
  });
}

// -- the film beside the chat -----------------------------------------------------------------------

// Shows the film that is talked about, as far as it may be told; nothing if that is shown already.
async function showFilm() {
  const { film: id, limit } = conversation;
  if (shown.film === id && shown.limit === limit) return;
  clearFilm();
  const view = await authorised(() => film(id, limit));
  shown = { film: id, limit, examples: view.examples };
  $('#title').textContent = view.title;
  $('#films').value = id;
  document.title = `plotbot: ${view.title}`;
  for (const part of document.querySelectorAll('[data-limited]')) part.hidden = limit === null;
  $('[data-lift]').onclick = () => ask(view.lift);
  if (EMBEDDED) return;
  showSynopsis(view);
  showTimeline(view, ask);
  relations ??= await import('./relations.js');
  relations.showRelations(view, ask);
}

// Takes away what may no longer be shown, before anything else is loaded.
function clearFilm() {
  shown = { film: null, limit: null, examples: [] };
  const nothing = { sentences: [], timeline: [], characters: [], relations: [] };
  showSynopsis(nothing);
  showTimeline(nothing, ask);
  relations?.showRelations(nothing, ask);
}

// Lights what a turn's replies cite and name.
function light(turn) {
  if (EMBEDDED || !turn?.replies) return;
  const numbers = turn.replies.flatMap(({ custom }) => custom?.citations ?? []).map(({ sentence }) => sentence);
  lightSentences(numbers);
  lightMoments(numbers);
  relations?.lightCharacters(turn.replies.map(({ text }) => text ?? '').join(' '));
}

// A citation was clicked: the sentence is shown beside the chat, or below the answer where there is
// no such place.
function cite(number, button) {
  if (!EMBEDDED) {
    show('synopsis');
    lightSentences([number]);
    lightMoments([number]);
    return;
  }
  const bubble = button.closest('.bot');
  const quoted = bubble.querySelector('blockquote');
  quoted?.remove();
  if (quoted?.dataset.number === String(number)) return;
  bubble.append(element('blockquote', { 'data-number': number }, bubble.citations?.get(number) ?? ''));
}

// -- the page as a whole ----------------------------------------------------------------------------

// On a narrow screen one part is seen at a time; elsewhere this changes nothing.
function show(view) {
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll('[data-shows]')) {
    button.setAttribute('aria-pressed', String(button.dataset.shows === view));
  }
}

function toggle(button, change) {
  button.addEventListener('click', () => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(on));
    change(on);
  });
}

function welcome() {
  return element(
    'div',
    { id: 'welcome' },
    element('p', { className: 'admit' }, 'Admit one'),
    element('p', { className: 'feature' }, $('#title').textContent),
    element('p', {}, 'Ask who did what, why, where, and how it ends. Every answer shows the sentence it comes from.'),
  );
}

function restore() {
  chat.restore(conversation.turns, welcome());
  const last = conversation.turns.at(-1);
  if (last) chat.suggestAfter(last);
  else chat.suggest(shown.examples);
  for (const turn of conversation.turns) if (!turn.replies) exchange(turn);
  light(conversation.turns.findLast(({ replies }) => replies));
}

function startOver() {
  const { sender, film } = conversation;
  answers({ sender, message: FORGET, film }).catch(() => {});
  conversation.startOver();
  refresh(restore);
  $('#question').focus();
}

function wire() {
  for (const button of document.querySelectorAll('[data-shows]')) {
    button.addEventListener('click', () => {
      show(button.dataset.shows);
      light(conversation.turns.findLast(({ replies }) => replies));
    });
  }
  toggle($('#enlarge'), (on) => document.body.classList.toggle('enlarged', on));
  toggle($('#as-list'), (on) => {
    $('#relation-list').hidden = !on;
    $('#picture').hidden = on;
  });
  $('#forget').addEventListener('click', startOver);
  $('#films').addEventListener('change', ({ target }) => {
    history.replaceState(null, '', location.pathname);
    conversation.film = target.value;
    conversation.write();
    refresh(restore);
  });
  conversation.onChangeElsewhere(() => {
    refresh(restore);
  });
}

function begin() {
  inOrder(
    async () => {
      const known = await authorised(films);
      const wanted = [new URLSearchParams(location.search).get('film'), conversation.film];
      const ids = known.map(({ id }) => id);
      conversation.film = wanted.find((id) => ids.includes(id)) ?? ids[0];
      $('#films').replaceChildren(...known.map(({ id, title }) => element('option', { value: id }, title)));
      $('.chooser').hidden = known.length < 2;
      refresh(restore);
    },
    (trouble) => chat.trouble(trouble, begin),
  );
}

document.body.classList.toggle('embedded', EMBEDDED);
wire();
begin();
