// Messages as elements. Text from people and the bot is only ever put in as text.

import { t, locale } from './words.js';
import { fileURL } from './api.js';

export function el(tag, className, ...children) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  e.append(...children.filter(c => c !== null && c !== undefined));
  return e;
}

export const timeOf = seconds =>
  new Date(seconds * 1000).toLocaleTimeString(locale(), { hour: '2-digit', minute: '2-digit', hour12: false });

export function dayOf(seconds, now) {
  const day = new Date(seconds * 1000), today = new Date(now);
  const days = Math.round((new Date(today.toDateString()) - new Date(day.toDateString())) / 864e5);
  if (days === 0) return t('today');
  if (days === 1) return t('yesterday');
  const sameYear = day.getFullYear() === today.getFullYear();
  return day.toLocaleDateString(locale(), { month: 'long', day: 'numeric', year: sameYear ? undefined : 'numeric' });
}

export function sizeOf(bytes) {
  if (bytes < 1024) return bytes + ' B';
  if (bytes < 1048576) return (bytes / 1024).toFixed(1) + ' KB';
  return (bytes / 1048576).toFixed(1) + ' MB';
}

export function paintAvatar(e, id, name, isBot) {
  e.textContent = '';
  e.classList.toggle('bot', !!isBot);
  e.dataset.tint = String(Math.abs(id) % 7);
  if (!isBot) e.textContent = [...(name || '?').trim()][0]?.toUpperCase() ?? '?';
  e.setAttribute('aria-hidden', 'true');
}

const simple = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', hashtag: 'span', mention: 'span', cashtag: 'span', text_mention: 'span', email: 'span', custom_emoji: 'span', phone_number: 'span' };

function safeLink(url) {
  try {
    const u = new URL(url.includes('://') ? url : 'http://' + url);
    return ['http:', 'https:', 'tg:'].includes(u.protocol) ? u.href : null;
  } catch { return null; }
}

// outward makes a link; one that starts the bot stays on the page.
function outward(a, href, act) {
  a.href = href;
  a.target = '_blank';
  a.rel = 'noopener noreferrer';
  a.onclick = e => { if (act.follow(href)) e.preventDefault(); };
}

function wrapper(entity, text, act) {
  switch (entity.type) {
    case 'text_link': case 'url': {
      const href = safeLink(entity.url || text);
      if (!href) return el('span');
      const a = el('a');
      outward(a, href, act);
      a.title = href;
      return a;
    }
    case 'bot_command': {
      const b = el('button', 'command');
      b.type = 'button';
      b.onclick = () => act.command(text);
      return b;
    }
    case 'code': {
      const c = el('code');
      c.onclick = () => act.copy(text);
      return c;
    }
    case 'pre': {
      const p = el('pre');
      if (entity.language) p.dataset.language = entity.language;
      return p;
    }
    case 'spoiler': {
      const s = el('span', 'spoiler');
      s.tabIndex = 0; s.setAttribute('role', 'button'); s.setAttribute('aria-label', t('spoiler'));
      const show = () => { s.classList.add('shown'); s.removeAttribute('role'); s.removeAttribute('aria-label'); };
      s.onclick = show;
      s.onkeydown = e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); show(); } };
      return s;
    }
    case 'blockquote': return el('blockquote');
    case 'expandable_blockquote': {
      const q = el('blockquote', 'long');
      return q;
    }
  }
  return el(simple[entity.type] || 'span', simple[entity.type] === 'span' ? entity.type : '');
}

const isBlock = e => ['blockquote', 'expandable_blockquote', 'pre'].includes(e.type);

// formatted makes elements of a text with entities; offsets are UTF-16 units,
// which is what JavaScript's strings count.
export function formatted(text, entities = [], act) {
  const fragment = document.createDocumentFragment();
  const list = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  build(fragment, text, list, 0, text.length, act);
  return fragment;
}

function build(parent, text, list, from, to, act) {
  let at = from;
  for (let i = 0; i < list.length; i++) {
    const e = list[i];
    const start = Math.max(e.offset, at), end = Math.min(e.offset + e.length, to);
    if (start >= end) continue;
    if (start > at) parent.append(text.slice(at, start));
    const inside = [];
    let j = i + 1;
    for (; j < list.length && list[j].offset < end; j++) inside.push(list[j]);
    const node = wrapper(e, text.slice(start, end), act);
    build(node, text, inside, start, end, act);
    if (e.type === 'expandable_blockquote') foldable(node);
    parent.append(node);
    at = end;
    if (isBlock(e) && text[at] === '\n') at++; // a block ends its line by itself
  }
  if (at < to) parent.append(text.slice(at, to));
}

function foldable(quote) {
  const inner = el('div', 'folded');
  inner.append(...quote.childNodes);
  const b = el('button', 'fold', t('expand'));
  b.type = 'button';
  b.setAttribute('aria-expanded', 'false');
  b.onclick = () => {
    const open = inner.classList.toggle('open');
    b.textContent = t(open ? 'collapse' : 'expand');
    b.setAttribute('aria-expanded', String(open));
  };
  quote.append(inner, b);
  requestAnimationFrame(() => { if (inner.scrollHeight <= inner.clientHeight + 4) { inner.classList.add('open'); b.remove(); } });
}

export const nameOf = u => u ? [u.first_name, u.last_name].filter(Boolean).join(' ') : '';

export function summary(m) {
  if (!m) return '';
  if (m.text) return m.text;
  const kind = m.photo ? `[${t('photo')}]` : m.document ? `[${t('document')}] ${m.document.file_name ?? ''}` : '';
  if (kind) return m.caption ? kind + ' ' + m.caption : kind;
  return serviceText(m) || '';
}

export function serviceText(m) {
  if (m.new_chat_members) return t('joined', m.new_chat_members.map(nameOf).join('、'));
  if (m.left_chat_member) return t('left', nameOf(m.left_chat_member));
  if (m.forum_topic_created) return t('topicMade', m.forum_topic_created.name);
  if (m.forum_topic_closed) return t('topicClosed');
  if (m.forum_topic_reopened) return t('topicReopened');
  if (m.migrate_to_chat_id || m.migrate_from_chat_id) return t('migrated');
  return null;
}

// messageNode makes the element of a message. act has what its parts do.
export function messageNode(m, { mine, showName, bot, me }, act) {
  const service = serviceText(m);
  if (service) {
    const s = el('div', 'service', el('span', '', service));
    s.dataset.id = m.message_id;
    return s;
  }
  const node = el('article', 'message ' + (mine ? 'mine' : 'theirs'));
  node.dataset.id = m.message_id;
  node.tabIndex = -1;
  const bubble = el('div', 'bubble');
  const sender = m.from ? nameOf(m.from) : m.sender_chat?.title;
  node.setAttribute('aria-label', mine ? t('me') : sender || '');
  if (!mine && showName && sender) {
    const n = el('div', 'sender', sender);
    n.dataset.tint = String(Math.abs(m.from?.id ?? m.sender_chat?.id ?? 0) % 7);
    if (m.from?.is_bot) n.append(el('span', 'tag', t('bot')));
    bubble.append(n);
  }
  if (m.via_bot) bubble.append(el('div', 'via', t('via', m.via_bot.username)));
  if (m.forward_origin) bubble.append(el('div', 'via', t('forwarded')));
  if (m.reply_to_message && !m.reply_to_message.forum_topic_created) {
    const r = el('button', 'replied', el('strong', '', m.reply_to_message.from ? nameOf(m.reply_to_message.from) : m.reply_to_message.sender_chat?.title || ''),
      el('span', '', m.quote?.text || summary(m.reply_to_message)));
    r.type = 'button';
    r.onclick = () => act.jump(m.reply_to_message.message_id);
    bubble.append(r);
  }
  if (m.photo) bubble.append(photoNode(m, act));
  if (m.document) bubble.append(documentNode(m.document));
  const meta = el('span', 'meta', (m.edit_date ? t('edited') + ' ' : '') + timeOf(m.date));
  if (mine) meta.append(el('span', 'ticks', '✓✓'));
  const text = m.text ?? m.caption;
  if (text) {
    const body = el('div', 'text', formatted(text, m.text ? m.entities : m.caption_entities, act), meta);
    body.dir = 'auto';
    bubble.append(body);
  } else {
    meta.classList.add(m.photo ? 'over' : 'alone');
    bubble.append(meta);
  }
  bubble.classList.toggle('pictured', !!m.photo);
  node.append(bubble);
  if (m.reply_markup) node.append(buttonsNode(m, act));
  bubble.oncontextmenu = e => { if (!e.shiftKey && !e.target.closest('a, img')) { e.preventDefault(); act.menu(m, e.clientX, e.clientY); } };
  const tools = el('button', 'tools', '⋯');
  tools.type = 'button';
  tools.title = t('more');
  tools.setAttribute('aria-label', t('more'));
  tools.onclick = () => { const r = tools.getBoundingClientRect(); act.menu(m, r.left, r.bottom); };
  bubble.append(tools);
  return node;
}

function photoNode(m, act) {
  const size = m.photo[m.photo.length - 1];
  const b = el('button', 'photo');
  b.type = 'button';
  b.setAttribute('aria-label', m.caption || t('photo'));
  const img = el('img');
  img.src = fileURL(size.file_id);
  img.alt = m.caption || t('photo');
  img.width = size.width;
  img.height = size.height;
  img.onload = () => act.loaded();
  b.append(img);
  b.onclick = () => act.view(img.src, m.caption || '');
  return b;
}

function documentNode(d) {
  const a = el('a', 'document');
  a.href = fileURL(d.file_id);
  a.download = d.file_name || 'file';
  const ext = (d.file_name || '').split('.').pop().slice(0, 4).toUpperCase();
  const badge = el('span', 'kind', ext || '·');
  badge.dataset.kind = ext;
  a.append(badge, el('span', 'file', el('strong', '', d.file_name || t('document')), el('small', '', sizeOf(d.file_size || 0))));
  return a;
}

const arrow = '↗';

function buttonsNode(m, act) {
  const box = el('div', 'buttons');
  for (const row of m.reply_markup.inline_keyboard) {
    const line = el('div', 'button-row');
    for (const b of row) {
      const href = b.url && safeLink(b.url);
      const node = el(href ? 'a' : 'button', 'inline-button' + (b.style ? ' ' + b.style : ''), el('span', '', b.text));
      if (href) {
        outward(node, href, act);
        node.append(el('i', '', arrow));
      } else {
        node.type = 'button';
        node.onclick = () => act.press(m, b, node);
      }
      line.append(node);
    }
    box.append(line);
  }
  return box;
}
