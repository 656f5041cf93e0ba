// The line to write in: text, commands, inline queries, replies, edits and files.

import { t } from './words.js';
import { get, post, upload } from './api.js';
import { el, summary, nameOf } from './render.js';
import { $, toast } from './dialog.js';

const maxFile = 50 << 20;
const text = $('text'), suggest = $('suggest');
let here;                 // what the page gives: place(), bot(), me()
let mode = null;          // {kind: 'reply' | 'edit', message}
let commands = [];
let choice = -1;
let inline = { timer: 0, serial: 0, query: null, results: [] };

export async function loadCommands() {
  const { chat, user } = here.place();
  commands = chat ? await get(`commands?chat=${chat}&user=${user}`).catch(() => []) : [];
}

export function setMode(kind, message) {
  mode = kind ? { kind, message } : null;
  const bar = $('replying');
  bar.hidden = !mode;
  if (!mode) return;
  const who = message.from ? nameOf(message.from) : message.sender_chat?.title ?? '';
  bar.querySelector('strong').textContent = kind === 'edit' ? t('editing') : who;
  bar.querySelector('.replying-text span').textContent = summary(message);
  if (kind === 'edit') { text.value = message.text || message.caption || ''; grow(); }
  text.focus();
}

export function clearComposer() {
  text.value = '';
  setMode(null);
  hideSuggest();
  grow();
}

function grow() {
  text.style.height = 'auto';
  text.style.height = Math.min(text.scrollHeight, 160) + 'px';
  $('send').classList.toggle('ready', text.value.trim() !== '');
}

export async function send(words = text.value, keep = false) {
  const body = words.trim();
  if (!body) return;
  const place = here.place();
  const current = mode;
  if (!keep) clearComposer();
  try {
    if (!keep && current?.kind === 'edit') await post('edit', { ...place, message_id: current.message.message_id, text: body });
    else await post('send', { ...place, text: body, reply_to: keep ? 0 : current?.message.message_id });
  } catch (e) {
    toast(e.message);
    if (!keep && !text.value) { text.value = words; grow(); }
  }
}

function hideSuggest() {
  text.setAttribute('aria-expanded', 'false');
  suggest.hidden = true;
  suggest.textContent = '';
  choice = -1;
  text.removeAttribute('aria-activedescendant');
}

function showSuggest(rows) {
  suggest.replaceChildren(...rows.map(([node, run], i) => {
    node.id = 'option-' + i;
    node.setAttribute('role', 'option');
    node.onpointerdown = e => e.preventDefault();
    node.onclick = run;
    return node;
  }));
  suggest.hidden = rows.length === 0;
  text.setAttribute('aria-expanded', String(!suggest.hidden));
  choice = -1;
}

function pick(step) {
  const all = [...suggest.querySelectorAll('[role=option]')];
  if (!all.length) return;
  choice = (choice + step + all.length) % all.length;
  all.forEach((e, i) => { e.classList.toggle('chosen', i === choice); e.setAttribute('aria-selected', String(i === choice)); });
  all[choice].scrollIntoView({ block: 'nearest' });
  text.setAttribute('aria-activedescendant', all[choice].id);
}

function commandRows(prefix) {
  return commands.filter(c => c.command.startsWith(prefix)).map(c => [
    el('div', 'option', el('span', 'avatar small bot'), el('strong', '', '/' + c.command), el('span', 'about', c.description)),
    () => { hideSuggest(); text.value = ''; grow(); send(commandText(c.command), true); },
  ]);
}

// In a group a command names its bot, as Telegram's clients have it.
const commandText = name => '/' + name + (here.isGroup() ? '@' + here.bot().username : '');

function onInput() {
  grow();
  const value = text.value;
  const command = value.match(/^\/([a-z0-9_]*)$/i);
  if (command && !mode) return showSuggest(commandRows(command[1].toLowerCase()));
  const asked = value.match(/^@(\w+)\s([\s\S]*)$/);
  if (asked && asked[1].toLowerCase() === here.bot().username.toLowerCase()) return askInline(asked[2]);
  hideSuggest();
}

function askInline(query) {
  clearTimeout(inline.timer);
  const serial = ++inline.serial;
  inline.timer = setTimeout(async () => {
    const place = here.place();
    try {
      const { query_id, answer } = await post('inline', { ...place, query });
      if (serial !== inline.serial || !text.value.startsWith('@')) return;
      const rows = answer.results.map(r => [
        el('div', 'option result', el('span', 'avatar small bot'), el('span', 'result-text', el('strong', '', r.title || r.text || r.type), el('span', 'about', r.description || ''))),
        async () => {
          hideSuggest();
          text.value = '';
          grow();
          await post('inline/choose', { query_id, result: r.id, chat: place.chat }).catch(e => toast(e.message));
        },
      ]);
      if (answer.button?.start_parameter) rows.unshift([el('div', 'option none', answer.button.text), () => { clearComposer(); here.start(answer.button.start_parameter); }]);
      showSuggest(rows.length ? rows : [[el('div', 'option none', t('noResults')), () => hideSuggest()]]);
    } catch { if (serial === inline.serial) showSuggest([[el('div', 'option none', t('noAnswer')), () => hideSuggest()]]); }
  }, 350);
}

export function writeInline(query) {
  text.value = `@${here.bot().username} ${query}`;
  text.focus();
  onInput();
}

export function toggleMenu() {
  if (!suggest.hidden) return hideSuggest();
  showSuggest(commands.length ? commandRows('') : [[el('div', 'option none', t('noCommands')), () => hideSuggest()]]);
  text.focus();
}

// offerFile shows what is about to be sent, with a caption.
function offerFile(file) {
  if (!file) return;
  if (file.size > maxFile) return toast(t('tooBig'));
  const d = $('sending'), preview = d.querySelector('.preview'), check = d.querySelector('.check'), caption = d.querySelector('.caption');
  const picture = /^image\/(png|jpeg|gif)$/.test(file.type);
  preview.textContent = '';
  if (picture) {
    const img = el('img');
    img.alt = file.name;
    img.src = URL.createObjectURL(file);
    preview.append(img);
  } else preview.append(el('strong', '', file.name));
  check.hidden = !picture;
  check.querySelector('input').checked = false;
  caption.value = text.value;
  caption.onkeydown = e => { if (e.key === 'Enter' && !e.isComposing) { e.preventDefault(); d.close('yes'); } };
  d.returnValue = '';
  d.onclose = async () => {
    preview.querySelector('img') && URL.revokeObjectURL(preview.querySelector('img').src);
    if (d.returnValue !== 'yes') return text.focus();
    const fields = { ...here.place(), caption: caption.value, photo: picture && !check.querySelector('input').checked };
    clearComposer();
    await upload(fields, file).catch(e => toast(e.message));
    text.focus();
  };
  d.showModal();
  caption.focus();
}

export function setUpComposer(page) {
  here = page;
  text.oninput = onInput;
  let shifted = false;
  // Keyboards on phones send a line break without a key; it means the same.
  text.onbeforeinput = e => {
    if (e.inputType !== 'insertLineBreak' || shifted || e.isComposing) return;
    e.preventDefault();
    send();
  };
  text.onkeydown = e => {
    shifted = e.shiftKey;
    if (e.isComposing || e.keyCode === 229) return; // Enter that ends an input method's word
    if (!suggest.hidden && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) { e.preventDefault(); return pick(e.key === 'ArrowDown' ? 1 : -1); }
    if (!suggest.hidden && (e.key === 'Enter' || e.key === 'Tab') && choice >= 0) { e.preventDefault(); return suggest.children[choice].click(); }
    if (e.key === 'Escape') { if (!suggest.hidden) hideSuggest(); else if (mode) clearComposer(); else return; e.preventDefault(); return e.stopPropagation(); }
    if (e.key === 'Enter' && !e.shiftKey) { e.preventDefault(); hideSuggest(); return send(); }
    if (e.key === 'ArrowUp' && !text.value) { const last = here.lastMine(); if (last) { e.preventDefault(); setMode('edit', last); } }
  };
  text.onpaste = e => { const f = [...e.clipboardData.files][0]; if (f) { e.preventDefault(); offerFile(f); } };
  $('send').onclick = () => { send(); text.focus(); };
  $('menu').onclick = toggleMenu;
  $('attach').onclick = () => $('file').click();
  $('file').onchange = () => { offerFile($('file').files[0]); $('file').value = ''; };
  $('replying').querySelector('button').onclick = () => { clearComposer(); text.focus(); };
  const main = $('main'), drop = $('drop');
  let depth = 0;
  main.ondragenter = e => { if (e.dataTransfer.types.includes('Files')) { depth++; drop.hidden = false; } };
  main.ondragleave = () => { if (--depth <= 0) { depth = 0; drop.hidden = true; } };
  main.ondragover = e => e.preventDefault();
  main.ondrop = e => { e.preventDefault(); depth = 0; drop.hidden = true; if (here.canWrite()) offerFile(e.dataTransfer.files[0]); };
}
