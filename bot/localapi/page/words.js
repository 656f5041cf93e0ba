// The page's own words. Both languages have the same keys.

export const catalogue = {
  zh: {
    you: '你是', me: '我', chats: '聊天', messages: '消息', clock: '时钟', theme: '深色或浅色', language: 'English', back: '返回',
    more: '更多', down: '到最新消息', menu: '菜单', write: '写消息…', attach: '附件', send: '发送', cancel: '取消',
    start: '开始', ok: '好', close: '关闭', sendFile: '发送文件', asFile: '作为文件发送（不压缩）', caption: '说明文字（可不填）',
    bot: '机器人', typing: '正在输入', photo: '图片', document: '文件', members: n => `${n} 位成员`, channel: '频道',
    sendingPhoto: '正在发送图片', sendingFile: '正在发送文件', edited: '已编辑', today: '今天', yesterday: '昨天',
    reply: '回复', forward: '转发给机器人', anonymous: '以群组身份发言（匿名）', edit: '编辑', copy: '复制文字', remove: '删除', copied: '已复制', general: '综合', newTopic: '新话题…', topicName: '话题名称',
    block: '停用机器人', unblock: '重新启用机器人', addBot: '把机器人加入', removeBot: '移出机器人', promote: '设为管理员', demote: '取消管理员',
    empty: '还没有消息', hello: '向机器人提问吧。', offline: '连接断开了，正在重试…', readonly: '只有管理员能在频道发言',
    blocked: '你已停用机器人，发一条消息就会重新启用', clockNote: '往后拨时钟，可以看到定时推送。只影响这个本地服务器。',
    hour: '＋1 小时', day: '＋1 天', morning: '到下一个早上 8:00', week: '＋7 天', real: '回到现在', drop: '松手即可发送文件', tooBig: '文件超过 50 MB',
    joined: (a, b) => `${a} 加入了群组`, left: (a, b) => `${a} 离开了群组`, topicMade: n => `话题“${n}”已创建`, topicClosed: '话题已关闭', topicReopened: '话题已重新打开',
    migrated: '群组已升级为超级群组', via: n => `通过 @${n}`, noResults: '没有结果', local: '本地演示 · 数据只在这台电脑上', forwarded: '转发的消息',
    editing: '编辑消息', noCommands: '机器人没有命令', commands: '命令', expand: '展开', collapse: '收起', spoiler: '隐藏的文字，点开显示', noAnswer: '机器人没有回应',
  },
  en: {
    you: 'You are', me: 'You', chats: 'Chats', messages: 'Messages', clock: 'Clock', theme: 'Dark or light', language: '中文', back: 'Back',
    more: 'More', down: 'To the latest', menu: 'Menu', write: 'Message…', attach: 'Attach', send: 'Send', cancel: 'Cancel',
    start: 'Start', ok: 'OK', close: 'Close', sendFile: 'Send a file', asFile: 'Send as a file, uncompressed', caption: 'Caption (optional)',
    bot: 'bot', typing: 'typing', photo: 'Photo', document: 'File', members: n => n === 1 ? '1 member' : `${n} members`, channel: 'channel',
    sendingPhoto: 'sending a photo', sendingFile: 'sending a file', edited: 'edited', today: 'Today', yesterday: 'Yesterday',
    reply: 'Reply', forward: 'Forward to the bot', anonymous: 'Post as the group (anonymous)', edit: 'Edit', copy: 'Copy text', remove: 'Delete', copied: 'Copied', general: 'General', newTopic: 'New topic…', topicName: 'Name of the topic',
    block: 'Stop the bot', unblock: 'Restart the bot', addBot: 'Add the bot', removeBot: 'Remove the bot', promote: 'Make the bot an admin', demote: 'Make the bot a member',
    empty: 'No messages yet', hello: 'Ask the bot a question.', offline: 'Connection lost, trying again…', readonly: 'Only admins can post in this channel',
    blocked: 'You stopped the bot; a message restarts it', clockNote: 'Move the clock on to see scheduled messages arrive. It concerns this local server only.',
    hour: '+1 hour', day: '+1 day', morning: 'To the next 8 am', week: '+7 days', real: 'Back to now', drop: 'Drop to send the file', tooBig: 'The file is over 50 MB',
    joined: (a, b) => `${a} joined the group`, left: (a, b) => `${a} left the group`, topicMade: n => `Topic “${n}” was created`, topicClosed: 'The topic was closed', topicReopened: 'The topic was opened again',
    migrated: 'The group became a supergroup', via: n => `via @${n}`, noResults: 'No results', local: 'Local playground · data stays on this computer', forwarded: 'Forwarded message',
    editing: 'Edit message', noCommands: 'The bot has no commands', commands: 'Commands', expand: 'Show all', collapse: 'Show less', spoiler: 'Hidden text, press to show', noAnswer: 'The bot did not respond',
  },
};

let language = localStorage.getItem('language') || ((navigator.language || 'en').toLowerCase().startsWith('zh') ? 'zh' : 'en');

export const lang = () => language;
export const locale = () => language === 'zh' ? 'zh-CN' : 'en-GB';

export function setLanguage(l) {
  language = l;
  localStorage.setItem('language', l);
}

export function t(key, ...args) {
  const word = catalogue[language][key];
  return typeof word === 'function' ? word(...args) : word ?? key;
}

// label puts the words into the elements that name theirs.
export function label(root = document) {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const e of root.querySelectorAll('[data-word]')) e.textContent = t(e.dataset.word);
  for (const e of root.querySelectorAll('[data-title]')) { e.title = t(e.dataset.title); e.setAttribute('aria-label', t(e.dataset.title)); }
  for (const e of root.querySelectorAll('[data-label]')) e.setAttribute('aria-label', t(e.dataset.label));
  for (const e of root.querySelectorAll('[data-hint]')) { e.placeholder = t(e.dataset.hint); e.setAttribute('aria-label', t(e.dataset.hint)); }
}
