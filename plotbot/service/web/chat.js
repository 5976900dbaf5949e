// The conversation as it is seen: questions, replies, choices, ideas for the next question.
// Knows nothing of where replies come from.

import { $, element } from './elements.js';

const CITATION = /\(Synopsis, sentences? [^)]*\)/;
const FOLLOW_UPS = ['What happened next?', 'Why?', 'How do you know?'];

export class Chat {
  // `ask(text)` is called when something is asked, `cite(number)` when a citation is clicked.
  constructor({ ask, cite }) {
    this.log = $('#log');
    this.ideas = $('#ideas');
    this.field = $('#question');
    this.ask = ask;
    this.cite = cite;
    this.bubbles = new Map();
    $('#ask').addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.field.value.trim();
      if (!text) return;
      this.field.value = '';
      ask(text);
    });
  }

  // Shows a conversation that is there already, without reading it all out.
  restore(turns, welcome) {
    this.log.setAttribute('aria-live', 'off');
    this.log.replaceChildren();
    this.bubbles.clear();
    if (turns.length === 0) this.log.append(welcome);
    for (const turn of turns) {
      this.question(turn);
      if (turn.replies) this.answer(turn);
    }
    requestAnimationFrame(() => this.log.setAttribute('aria-live', 'polite'));
  }

  // What was asked, and that an answer is on its way.
  question(turn) {
    $('#welcome')?.remove();
    for (const button of this.log.querySelectorAll('.choices button')) button.disabled = true;
    const answer = element('div', { className: 'answer' }, typing());
    const shown = element(
      'article',
      { className: 'turn' },
      element('p', { className: 'you' }, unseen('You: '), turn.text),
      answer,
    );
    this.bubbles.set(turn.id, answer);
    this.log.append(shown);
    this.toEnd();
  }

  // Takes away all turns but these: the others were forgotten.
  keep(turns) {
    const kept = new Set(turns.map(({ id }) => id));
    for (const [id, answer] of this.bubbles) {
      if (kept.has(id)) continue;
      answer.closest('.turn').remove();
      this.bubbles.delete(id);
    }
  }

  waiting(turn) {
    this.bubbles.get(turn.id)?.replaceChildren(typing());
    this.toEnd();
  }

  answer(turn) {
    const bubbles = [];
    for (const { text, buttons, custom } of turn.replies) {
      if (text) bubbles.push(element('div', { className: 'bot' }, unseen('plotbot: ')));
      const bubble = bubbles.at(-1);
      if (text) bubble.append(this.words(text));
      if (buttons?.length) bubble.append(this.choices(buttons));
      if (custom && bubble) this.note(bubble, custom);
    }
    this.bubbles.get(turn.id)?.replaceChildren(...bubbles);
    this.toEnd();
  }

  failure(turn, message, retry) {
    this.bubbles.get(turn.id)?.replaceChildren(trouble(message, retry));
    this.toEnd();
  }

  // Tells of trouble that belongs to no question.
  trouble(message, retry) {
    const told = trouble(message, () => {
      told.remove();
      retry();
    });
    this.log.append(told);
    this.toEnd();
  }

  suggest(questions) {
    this.ideas.replaceChildren(
      ...questions.map((text) =>
        element('button', { type: 'button', className: 'idea', onclick: () => this.ask(text) }, text),
      ),
    );
  }

  suggestAfter(turn) {
    const answered = turn.replies?.some(({ custom }) => custom?.citations?.length);
    this.suggest(answered ? FOLLOW_UPS : []);
  }

  // A reply's words, with every sentence number in its citation as a button.
  words(text) {
    const [citation] = CITATION.exec(text) ?? [''];
    const before = citation ? text.slice(0, text.indexOf(citation)) : text;
    const words = element('p', {}, before);
    if (!citation) return words;
    const cited = citation.split(/(\d+)/).map((piece) => (/^\d+$/.test(piece) ? this.number(piece) : piece));
    words.append(element('span', { className: 'citation' }, ...cited));
    words.append(text.slice(before.length + citation.length));
    return words;
  }

  number(piece) {
    const label = `Show sentence ${piece}`;
    const onclick = ({ currentTarget }) => this.cite(Number(piece), currentTarget);
    return element('button', { type: 'button', className: 'cite', 'aria-label': label, onclick }, piece);
  }

  choices(buttons) {
    const made = buttons.map(({ title, payload }) =>
      element('button', { type: 'button', onclick: () => this.ask(payload) }, title),
    );
    return element('div', { className: 'choices', role: 'group', 'aria-label': 'Choices' }, ...made);
  }

  // Keeps with a reply what it is worth and what it cites.
  note(bubble, { status, citations }) {
    bubble.dataset.status = status;
    bubble.citations = new Map((citations ?? []).map(({ sentence, text }) => [sentence, text]));
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }
}

// A film reel that turns while the answer is looked up.
function typing() {
  const label = 'plotbot is looking it up';
  return element('div', { className: 'typing', role: 'img', 'aria-label': label }, element('i'), element('i'), element('i'));
}

function trouble(message, retry) {
  const again = element('button', { type: 'button', className: 'plain', onclick: retry }, 'Try again');
  return element('div', { className: 'bot trouble' }, element('p', {}, message), again);
}

function unseen(text) {
  return element('span', { className: 'unseen' }, text);
}
