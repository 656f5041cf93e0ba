// The chat page: chats of the chosen person, the messages of one of them.

import { t, lang, setLanguage, label } from './words.js';
import { get, post, listen } from './api.js';
import { el, dayOf, timeOf, paintAvatar, messageNode, formatted, summary, nameOf } from './render.js';
import { $, toast, alertBox, viewImage, popup, closePopup, setUpDialogs, clock, openClock, showClock } from './dialog.js';
import { setUpComposer, loadCommands, clearComposer, setMode, send, writeInline, toggleMenu } from './composer.js';

const narrow = matchMedia('(max-width: 760px)');
const state = { bot: {}, people: [], chats: new Map(), me: null, open: null, topic: 0, messages: new Map(), unread: new Map(), typing: new Map(), anonymous: new Set(), seq: 0 };

const keep = (k, v) => { try { localStorage.setItem(k, v); } catch { /* private windows */ } };
const isGroup = c => c?.type === 'group' || c?.type === 'supergroup';
const openChat = () => state.chats.get(state.open);
const canWrite = (c = openChat()) => c && (c.type !== 'channel' || ['creator', 'administrator'].includes(c.members?.[state.me.id]));
const titleOf = c => c.type === 'private' ? state.bot.first_name : c.title;
const mine = m => m.from?.id === state.me.id;

// ---- state from the server ----

async function load() {
  const s = await get('state');
  state.bot = s.bot; state.people = s.people; state.seq = s.seq; state.description = s.description;
  state.chats = new Map(s.chats.map(c => [c.id, c]));
  clock.shift = s.time - Date.now();
  if (Math.abs(clock.shift) < 2000) clock.shift = 0;
  const saved = Number(localStorage.getItem('person'));
  const spoken = s.people.find(p => (p.language_code || '').startsWith(lang()));
  state.me = s.people.find(p => p.id === (state.me?.id ?? saved)) || spoken || s.people[0] || null;
}

async function loadMessages(id) {
  const list = await get(`messages?chat=${id}&limit=300`);
  state.messages.set(id, new Map(list.map(m => [m.message_id, m])));
}

const myChats = () => [...state.chats.values()].filter(c => state.me && (c.type === 'private' ? c.id === state.me.id : ['creator', 'administrator', 'member', 'restricted'].includes(c.members?.[state.me.id])))
  .sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0) || (b.type === 'private') - (a.type === 'private') || b.id - a.id);

// ---- the list of chats ----

function drawSide() {
  $('person-name').textContent = state.me ? nameOf(state.me) : '';
  if (state.me) paintAvatar($('person-avatar'), state.me.id, nameOf(state.me));
  $('language').textContent = lang() === 'zh' ? 'EN' : '中';
  const nav = $('chats'), focused = document.activeElement?.dataset?.chat;
  nav.replaceChildren(...myChats().map(c => {
    const b = el('button', 'chat' + (c.id === state.open ? ' open' : ''));
    b.type = 'button'; b.dataset.chat = c.id;
    if (c.id === state.open) b.setAttribute('aria-current', 'true');
    const avatar = el('span', 'avatar');
    paintAvatar(avatar, c.id, titleOf(c), c.type === 'private');
    const n = state.unread.get(c.id) || 0;
    const who = c.last && isGroup(c) && c.last.from ? (c.last.from.id === state.me.id ? t('me') : c.last.from.first_name) + ': ' : '';
    const line = state.typing.has(c.id) ? el('span', 'last typing', t('typing') + '…') : el('span', 'last', c.last ? who + summary(c.last) : t('empty'));
    b.append(avatar, el('span', 'chat-top', el('strong', '', titleOf(c)), el('time', '', c.last ? stamp(c.last.date) : '')),
      el('span', 'chat-low', line, n ? el('span', 'badge', String(n)) : null));
    b.onclick = () => show(c.id);
    return b;
  }));
  if (focused) nav.querySelector(`[data-chat="${focused}"]`)?.focus();
  const total = [...state.unread.values()].reduce((a, b) => a + b, 0);
  document.title = (total ? `(${total}) ` : '') + (openChat() ? titleOf(openChat()) : '问项 Wenxiang');
}

const stamp = seconds => dayOf(seconds, clock.now()) === t('today') ? timeOf(seconds) : dayOf(seconds, clock.now());

// ---- one chat ----

async function show(id, { stay = false } = {}) {
  state.open = id;
  state.topic = 0;
  state.unread.delete(id);
  const c = openChat();
  keep('chat-' + state.me.id, id);
  clearComposer();
  await Promise.all([loadMessages(id), loadCommands()]);
  if (state.open !== id) return;
  document.body.classList.toggle('in-chat', !stay || !narrow.matches);
  paintAvatar($('chat-avatar'), c.id, titleOf(c), c.type === 'private');
  $('chat-name').textContent = titleOf(c);
  drawTopics();
  drawList();
  drawStatus();
  drawKeyboard();
  drawSide();
  if (canWrite() && !$('composer').hidden && !narrow.matches) $('text').focus();
}

const visible = () => [...(state.messages.get(state.open)?.values() ?? [])].filter(m => !openChat()?.is_forum || (m.is_topic_message || m.message_thread_id ? m.message_thread_id : 0) === state.topic);

const act = {
  command: text => send(text, true),
  copy: async text => { try { await navigator.clipboard.writeText(text); toast(t('copied')); } catch { /* not allowed */ } },
  jump: id => {
    const node = $('list').querySelector(`[data-id="${id}"]`);
    if (!node) return;
    node.scrollIntoView({ block: 'center', behavior: 'smooth' });
    node.classList.add('flash');
    setTimeout(() => node.classList.remove('flash'), 1200);
  },
  view: viewImage,
  // A link like https://t.me/wenxiang_bot?start=q_1 sends /start q_1.
  follow: href => {
    const u = new URL(href), bot = state.bot.username.toLowerCase();
    const named = u.protocol === 'tg:' ? u.searchParams.get('domain') : /^(www\.)?(t|telegram)\.me$/.test(u.hostname) ? u.pathname.slice(1) : '';
    if (named?.toLowerCase() !== bot) return false;
    start(u.searchParams.get('start'));
    return true;
  },
  loaded: () => { if (atEnd) toEnd(); },
  press: async (m, b, node) => {
    if (b.callback_data) {
      node.classList.add('waiting');
      setTimeout(() => node.classList.remove('waiting'), 8000);
      try {
        const { callback } = await post('press', { user: state.me.id, chat: state.open, message_id: m.message_id, data: b.callback_data });
        if (answered.delete(callback)) node.classList.remove('waiting');
        else presses.set(callback, node);
      } catch (e) { node.classList.remove('waiting'); toast(e.message); }
    } else if (b.copy_text) act.copy(b.copy_text.text);
    else if ('switch_inline_query_current_chat' in b) writeInline(b.switch_inline_query_current_chat);
    else if ('switch_inline_query' in b) writeInline(b.switch_inline_query);
  },
  menu: (m, x, y) => {
    const own = m.from?.id === state.me.id && !m.via_bot;
    popup([
      canWrite() ? { text: t('reply'), run: () => setMode('reply', m) } : undefined,
      { text: t('copy'), run: () => act.copy(m.text || m.caption || '') },
      state.open !== state.me.id ? { text: t('forward'), run: () => post('forward', { user: state.me.id, chat: state.open, message_id: m.message_id, to: state.me.id }).catch(e => toast(e.message)) } : undefined,
      own && (m.text || m.caption) ? { text: t('edit'), run: () => setMode('edit', m) } : undefined,
      own ? { text: t('remove'), danger: true, run: () => post('delete', { chat: state.open, message_id: m.message_id }).catch(e => toast(e.message)) } : undefined,
    ].filter(i => i !== undefined), x, y);
  },
};
async function start(payload) {
  if (state.open !== state.me.id) await show(state.me.id);
  send(payload ? '/start ' + payload : '/start', true);
}

// Presses that await the bot, and answers that came before their press was known.
const presses = new Map(), answered = new Set();

let atEnd = true;
const log = $('log');
function toEnd(smooth) { log.scrollTo({ top: log.scrollHeight, behavior: smooth && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'instant' }); }
let lastHeight = 0;
// A day that lies over messages, because they are scrolled below it, is shown while they move.
let resting;
function uncover() {
  clearTimeout(resting);
  for (const d of $('list').querySelectorAll('.day.over')) d.classList.remove('over');
  resting = setTimeout(() => {
    for (const d of $('list').querySelectorAll('.day')) d.classList.toggle('over', d.nextElementSibling?.getBoundingClientRect().top < d.getBoundingClientRect().bottom);
  }, 700);
}
log.onscroll = () => {
  uncover();
  if (log.scrollHeight !== lastHeight) { // the content grew; nobody scrolled
    lastHeight = log.scrollHeight;
    if (atEnd) return toEnd();
  }
  atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  $('down').hidden = atEnd;
  if (atEnd) { missed = 0; $('down-count').hidden = true; }
};
let missed = 0;

function drawList() {
  const c = openChat(), nodes = [];
  let day = '', before = null;
  for (const m of visible()) {
    const d = dayOf(m.date, clock.now());
    if (d !== day) { nodes.push(el('div', 'day', el('span', '', d))); day = d; before = null; }
    nodes.push(draw(m, before));
    before = m;
  }
  if (!nodes.length) nodes.push(emptyNode(c));
  $('list').replaceChildren(...nodes);
  markTails();
  atEnd = true;
  $('down').hidden = true;
  missed = 0;
  toEnd();
  uncover();
  drawFoot();
}

function draw(m, before) {
  const same = before && before.from?.id === m.from?.id && before.sender_chat?.id === m.sender_chat?.id && m.date - before.date < 300;
  const node = messageNode(m, { mine: mine(m), showName: openChat()?.type !== 'private' && !same, bot: state.bot, me: state.me }, act);
  node.dataset.from = m.from?.id ?? m.sender_chat?.id ?? '';
  node.classList.toggle('same', !!same);
  return node;
}

// The last of several bubbles of one sender has the tail.
function markTails() {
  const all = [...$('list').children];
  all.forEach((n, i) => n.classList.toggle('tail', n.matches('.message') && !(all[i + 1]?.matches('.message.same'))));
}

function emptyNode(c) {
  const box = el('div', 'empty');
  const avatar = el('span', 'avatar big');
  paintAvatar(avatar, c.id, titleOf(c), c.type === 'private');
  box.append(avatar, el('strong', '', titleOf(c)));
  if (c.type === 'private') box.append(el('p', '', state.description || t('hello')));
  else box.append(el('p', '', t('empty')));
  return box;
}

function drawFoot() {
  const c = openChat();
  const fresh = c?.type === 'private' && visible().length === 0;
  $('start').hidden = !fresh;
  $('composer').hidden = !canWrite();
  $('composer').classList.toggle('fresh', fresh);
  const readonly = c && !canWrite();
  $('readonly').hidden = !readonly && !c?.blocked;
  $('readonly').textContent = readonly ? t('readonly') : c?.blocked ? t('blocked') : '';
  $('menu').hidden = c?.type !== 'private';
}

function drawStatus() {
  const c = openChat();
  if (!c) return;
  const action = state.typing.get(c.id);
  const words = { upload_photo: 'sendingPhoto', upload_document: 'sendingFile' };
  let text = c.type === 'private' ? t('bot') : c.type === 'channel' ? t('channel') : t('members', Object.values(c.members ?? {}).filter(s => !['left', 'kicked'].includes(s)).length);
  if (action) text = (c.type === 'private' ? '' : state.bot.first_name + ' ') + t(words[action.name] || 'typing') + '…';
  $('chat-status').textContent = text;
  $('chat-status').classList.toggle('active', !!action);
  $('list').querySelector('.typing-bubble')?.remove();
  if (action && c.type === 'private') {
    $('list').append(el('div', 'message theirs tail typing-bubble', el('div', 'bubble', el('i'), el('i'), el('i'))));
    if (atEnd) toEnd();
  }
}

function drawTopics() {
  const c = openChat(), bar = $('topics');
  bar.hidden = !c?.is_forum;
  if (bar.hidden) return;
  const tabs = [{ id: 0, name: t('general') }, ...(c.topics ?? [])].map(topic => {
    const b = el('button', 'topic' + (topic.closed ? ' closed' : ''), '# ' + topic.name);
    b.type = 'button'; b.setAttribute('role', 'tab');
    b.setAttribute('aria-selected', String(topic.id === state.topic));
    b.onclick = () => { state.topic = topic.id; drawTopics(); drawList(); };
    return b;
  });
  bar.replaceChildren(...tabs);
}

function drawKeyboard() {
  const box = $('keyboard'), markup = openChat()?.keyboard;
  box.hidden = !markup?.keyboard;
  box.replaceChildren(...(markup?.keyboard ?? []).map(row => el('div', 'button-row', ...row.map(k => {
    const text = typeof k === 'string' ? k : k.text;
    const b = el('button', 'key', text);
    b.type = 'button';
    b.onclick = () => { send(text, true); if (markup.one_time_keyboard) box.hidden = true; };
    return b;
  }))));
}

// ---- what happens ----

function onEvent(e) {
  state.seq = e.seq;
  const c = state.chats.get(e.chat);
  switch (e.kind) {
    case 'message': {
      if (!c) return refresh();
      c.last = e.message;
      state.messages.get(e.chat)?.set(e.message.message_id, e.message);
      if (e.message.from?.id === state.bot.id) stopTyping(e.chat);
      dropDraft(e.chat);
      if (e.chat === state.open) append(e.message);
      if (e.chat !== state.open || document.hidden) {
        if (myChats().includes(c) && !mine(e.message)) state.unread.set(e.chat, (state.unread.get(e.chat) || 0) + 1);
      }
      return drawSide();
    }
    case 'edit': {
      if (c?.last?.message_id === e.message.message_id) { c.last = e.message; drawSide(); }
      state.messages.get(e.chat)?.set(e.message.message_id, e.message);
      const old = e.chat === state.open && $('list').querySelector(`.message[data-id="${e.message.message_id}"]`);
      if (old) {
        const node = draw(e.message, null);
        for (const k of ['same', 'tail']) node.classList.toggle(k, old.classList.contains(k));
        if (old.classList.contains('same')) node.querySelector('.sender')?.remove();
        const focused = old.contains(document.activeElement) && [...old.querySelectorAll('.inline-button')].indexOf(document.activeElement);
        old.replaceWith(node);
        if (focused !== false && focused >= 0) (node.querySelectorAll('.inline-button')[focused] ?? node).focus();
        if (atEnd) toEnd();
      }
      return;
    }
    case 'delete': {
      const list = state.messages.get(e.chat);
      list?.delete(e.message_id);
      if (c?.last?.message_id === e.message_id) { c.last = list ? [...list.values()].pop() : undefined; drawSide(); }
      if (e.chat === state.open) { $('list').querySelector(`[data-id="${e.message_id}"]`)?.remove(); markTails(); if (!visible().length) drawList(); }
      return;
    }
    case 'action':
      clearTimeout(state.typing.get(e.chat)?.timer);
      state.typing.set(e.chat, { name: e.action, timer: setTimeout(() => stopTyping(e.chat), 5000) });
      drawStatus();
      return drawSide();
    case 'answer':
      if (presses.has(e.callback)) presses.get(e.callback).classList.remove('waiting');
      else if (e.user === state.me?.id) answered.add(e.callback);
      presses.delete(e.callback);
      if (e.user !== state.me?.id) return;
      if (e.text) e.alert ? alertBox(e.text) : toast(e.text);
      if (e.url) act.follow(e.url) || toast(e.url);
      return;
    case 'draft': return showDraft(e);
    case 'reaction': return showReaction(e);
    case 'keyboard':
      if (c) { c.keyboard = e.markup.remove_keyboard ? null : e.markup; if (e.chat === state.open) drawKeyboard(); }
      return;
    case 'clock':
      clock.shift = e.time - Date.now();
      if (Math.abs(clock.shift) < 2000) clock.shift = 0;
      return showClock();
    case 'commands': return loadCommands();
    case 'people': return refresh();
  }
}

function append(m) {
  const list = $('list');
  const shown = visible();
  if (!shown.includes(m)) return;
  const i = shown.indexOf(m), before = shown[i - 1];
  const was = atEnd;
  if (i === 0) return drawList();
  if (list.querySelector(`[data-id="${m.message_id}"]`)) return;
  if (dayOf(before.date, clock.now()) !== dayOf(m.date, clock.now())) list.append(el('div', 'day', el('span', '', dayOf(m.date, clock.now()))));
  const node = draw(m, before);
  node.classList.add('new');
  const typing = list.querySelector('.typing-bubble');
  typing ? typing.before(node) : list.append(node);
  markTails();
  drawFoot();
  if (was || mine(m)) toEnd(true);
  else { missed++; $('down-count').textContent = missed; $('down-count').hidden = false; $('down').hidden = false; }
}

function stopTyping(chat) {
  clearTimeout(state.typing.get(chat)?.timer);
  if (state.typing.delete(chat)) { if (chat === state.open) drawStatus(); drawSide(); }
}

function showDraft(e) {
  if (e.chat !== state.open || (e.topic || 0) !== state.topic) return;
  dropDraft(e.chat);
  if (!e.text) return;
  const node = el('div', 'message theirs tail draft', el('div', 'bubble', el('div', 'text', formatted(e.text, e.entities, act))));
  $('list').append(node);
  if (atEnd) toEnd();
}
const dropDraft = chat => { if (chat === state.open) $('list').querySelector('.draft')?.remove(); };

function showReaction(e) {
  const node = e.chat === state.open && $('list').querySelector(`.message[data-id="${e.message_id}"] .bubble`);
  if (!node) return;
  node.querySelector('.reaction')?.remove();
  if (e.text) node.append(el('span', 'reaction', e.text));
}

let refreshing = null;
function refresh() {
  refreshing ??= setTimeout(async () => {
    refreshing = null;
    await load();
    if (!openChat() || !myChats().includes(openChat())) return choose(state.me);
    drawTopics(); drawStatus(); drawFoot(); drawSide();
  }, 60);
}

async function choose(person) {
  state.me = person;
  if (!person) return drawSide();
  keep('person', person.id);
  const saved = Number(localStorage.getItem('chat-' + person.id));
  const list = myChats();
  const first = list.find(c => c.id === saved) || list.find(c => c.type === 'private') || list[0];
  state.open = null;
  if (first) await show(first.id, { stay: narrow.matches && list.length > 1 && !document.body.classList.contains('in-chat') });
  drawSide();
}

// ---- set up ----

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

function personMenu() {
  const r = $('person').getBoundingClientRect();
  popup(state.people.map(p => {
    const avatar = el('span', 'avatar small');
    paintAvatar(avatar, p.id, nameOf(p));
    return { text: nameOf(p), note: p.language_code, avatar, checked: p.id === state.me?.id, run: () => choose(p) };
  }), r.left, r.bottom + 4, { from: $('person') });
}

function chatMenu() {
  const c = openChat(), r = $('more').getBoundingClientRect();
  if (!c) return;
  const member = (status, word, danger) => ({ text: t(word), danger, run: () => post('member', { chat: c.id, by: state.me.id, status }).catch(e => toast(e.message)) });
  const items = [];
  if (c.type === 'private') {
    items.push({ text: t('commands'), run: toggleMenu }, { text: t(c.blocked ? 'unblock' : 'block'), danger: !c.blocked, run: () => post('block', { user: state.me.id, blocked: !c.blocked }).catch(e => toast(e.message)) });
  } else {
    if (c.is_forum) items.push({ text: t('newTopic'), run: () => { const name = prompt(t('topicName')); if (name) post('topics', { chat: c.id, user: state.me.id, name }).catch(e => toast(e.message)); } });
    if (isGroup(c) && ['creator', 'administrator'].includes(c.members?.[state.me.id])) items.push({ text: t('anonymous'), checked: state.anonymous.has(c.id), run: () => { state.anonymous.delete(c.id) || state.anonymous.add(c.id); } });
    const inside = ['member', 'administrator', 'restricted'].includes(c.bot);
    if (!inside) items.push(member(c.type === 'channel' ? 'administrator' : 'member', 'addBot'));
    else {
      if (c.type !== 'channel') items.push(c.bot === 'administrator' ? member('member', 'demote') : member('administrator', 'promote'));
      items.push(member('kicked', 'removeBot', true));
    }
  }
  popup(items, r.right - 200, r.bottom + 4, { from: $('more') });
}

function redraw() {
  label();
  showClock();
  drawSide();
  if (openChat()) { drawTopics(); drawList(); drawStatus(); }
}

function keys(e) {
  if (e.altKey && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
    const list = myChats(), i = list.findIndex(c => c.id === state.open);
    const next = list[(i + (e.key === 'ArrowDown' ? 1 : -1) + list.length) % list.length];
    if (next) show(next.id);
    e.preventDefault();
  } else if (e.key === 'Escape' && !document.querySelector('dialog[open]')) {
    closePopup();
    if (narrow.matches && document.activeElement === $('text')) $('text').blur();
    else $('text').focus();
  } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && e.target.matches?.('.chat')) {
    (e.key === 'ArrowDown' ? e.target.nextElementSibling : e.target.previousElementSibling)?.focus();
    e.preventDefault();
  } else if (e.key === '/' && e.target === document.body) $('text').focus();
}

async function begin() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const saved = localStorage.getItem('theme');
  setTheme(saved ? saved === 'dark' : dark.matches);
  dark.onchange = () => { if (!localStorage.getItem('theme')) setTheme(dark.matches); };
  $('theme').onclick = () => {
    const next = document.documentElement.dataset.theme !== 'dark';
    keep('theme', next ? 'dark' : 'light');
    setTheme(next);
  };
  $('language').onclick = () => { setLanguage(lang() === 'zh' ? 'en' : 'zh'); redraw(); };
  $('person').onclick = personMenu;
  $('clock').onclick = openClock;
  $('more').onclick = chatMenu;
  $('back').onclick = () => { document.body.classList.remove('in-chat'); $('chats').querySelector('.open')?.focus(); };
  $('down').onclick = () => toEnd(true);
  $('start').onclick = () => { send('/start', true); $('text').focus(); };
  document.addEventListener('keydown', keys);
  document.addEventListener('visibilitychange', () => { if (!document.hidden && state.unread.delete(state.open)) drawSide(); });
  const follow = new ResizeObserver(() => { if (atEnd) toEnd(); });
  follow.observe(log);
  follow.observe($('list'));
  setInterval(showClock, 20000);
  setUpDialogs();
  setUpComposer({
    place: () => ({ user: state.me.id, chat: state.open, topic: state.topic, anonymous: state.anonymous.has(state.open) }),
    start,
    bot: () => state.bot, isGroup: () => isGroup(openChat()), canWrite,
    lastMine: () => visible().filter(m => mine(m) && (m.text || m.caption) && !m.via_bot).pop(),
  });
  await load();
  label();
  showClock();
  document.getElementById('app').hidden = false;
  await choose(state.me);
  listen(state.seq, {
    on: onEvent,
    lost: async () => { await load(); if (openChat()) { await loadMessages(state.open); drawList(); } drawSide(); },
    online: ok => { $('offline').hidden = ok; },
  });
  document.body.classList.add('ready');
}

begin();
