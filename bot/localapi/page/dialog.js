// Toasts, menus and dialogs.

import { t, locale } from './words.js';
import { el } from './render.js';
import { post } from './api.js';

export const $ = id => document.getElementById(id);

let toastTimer;
export function toast(text) {
  const e = $('toast');
  e.textContent = text;
  e.classList.add('shown');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => e.classList.remove('shown'), Math.min(2500 + text.length * 60, 8000));
}

export function alertBox(text) {
  const d = $('alert');
  d.querySelector('p').textContent = text;
  d.showModal();
}

export function viewImage(src, caption) {
  const d = $('viewer');
  d.querySelector('img').src = src;
  d.querySelector('p').textContent = caption;
  d.showModal();
}

let restore = null;

// popup shows a menu at a place; items are {text, note, danger, checked, run}, or null for a line.
export function popup(items, x, y, { from } = {}) {
  const box = $('popup');
  closePopup();
  restore = from || document.activeElement;
  from?.setAttribute('aria-expanded', 'true');
  for (const item of items) {
    if (!item) { box.append(el('hr')); continue; }
    const b = el('button', item.danger ? 'danger' : '', item.avatar || null, el('span', '', item.text), item.note ? el('small', '', item.note) : null);
    b.type = 'button';
    b.setAttribute('role', item.checked === undefined ? 'menuitem' : 'menuitemradio');
    if (item.checked !== undefined) b.setAttribute('aria-checked', String(item.checked));
    b.onclick = () => { closePopup(); item.run(); };
    box.append(b);
  }
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  box.style.left = Math.max(8, Math.min(x, innerWidth - width - 8)) + 'px';
  box.style.top = Math.max(8, y + height > innerHeight - 8 ? Math.max(8, innerHeight - height - 8) : y) + 'px';
  box.querySelector('button')?.focus();
}

export function closePopup() {
  const box = $('popup');
  if (box.hidden) return;
  box.hidden = true;
  box.textContent = '';
  restore?.setAttribute?.('aria-expanded', 'false');
  restore?.focus?.({ preventScroll: true });
  restore = null;
}

export function setUpDialogs() {
  const box = $('popup');
  box.onkeydown = e => {
    const all = [...box.querySelectorAll('button')], i = all.indexOf(document.activeElement);
    if (e.key === 'ArrowDown') all[(i + 1) % all.length].focus();
    else if (e.key === 'ArrowUp') all[(i - 1 + all.length) % all.length].focus();
    else if (e.key === 'Escape' || e.key === 'Tab') closePopup();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  document.addEventListener('pointerdown', e => { if (!box.contains(e.target)) closePopup(); });
  const viewer = $('viewer');
  viewer.querySelector('button').onclick = () => viewer.close();
  viewer.onclick = e => { if (e.target === viewer) viewer.close(); };
}

// Clock: the server's time is the browser's plus shift.
export const clock = { shift: 0, now: () => Date.now() + clock.shift };

export function openClock() {
  const d = $('clock-box'), choices = d.querySelector('.choices');
  const move = seconds => post('clock', { advance: seconds }).catch(e => toast(e.message));
  const morning = () => {
    const now = new Date(clock.now()), next = new Date(now);
    next.setHours(8, 0, 0, 0);
    if (next <= now) next.setDate(next.getDate() + 1);
    return (next - now) / 1000;
  };
  choices.replaceChildren(...[['hour', () => 3600], ['morning', morning], ['day', () => 86400], ['week', () => 604800], ['real', () => -clock.shift / 1000]].map(([word, seconds]) => {
    const b = el('button', '', t(word));
    b.type = 'button';
    b.onclick = () => move(seconds());
    return b;
  }));
  showClock();
  d.showModal();
}

export function showClock() {
  const moved = Math.abs(clock.shift) > 2000;
  $('clock').classList.toggle('moved', moved);
  const text = new Date(clock.now()).toLocaleString(locale(), { dateStyle: 'full', timeStyle: 'short' });
  $('clock-now').textContent = text;
  $('clock').title = moved ? text : t('clock');
  $('foot').textContent = moved ? text : t('local');
  $('foot').classList.toggle('moved', moved);
}
