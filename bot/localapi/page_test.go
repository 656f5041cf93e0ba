package localapi_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/localapi"
)

func TestPageCarriesAConversation(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	scene, err := s.SetScene()
	if err != nil {
		t.Fatal(err)
	}
	run(t, newClient(t, s, address, tg.WithDefaultHandler(echo)))
	p := browse(t)

	p.open(address + "/")
	p.visible("#start")
	p.shot("1-start")
	p.click("#start")
	p.sees(".theirs .text strong", "/start")

	p.write("#text", "四平今年总投资多少？\r")
	p.sees(".mine .text", "四平今年总投资多少？")
	p.sees(".theirs .text strong", "四平今年总投资多少？")
	p.sees(".theirs blockquote", "原文：四平今年总投资多少？")
	p.sees(".theirs .replied", "四平今年总投资多少？")
	p.shot("2-answer")

	p.click(".message:last-child .inline-button")
	p.sees(".theirs code", "again:四平今年总投资多少？")
	p.sees("#toast", "好的")
	if left := eval[string](p, `document.getElementById('text').value`); left != "" {
		t.Errorf("after sending, %q is left in the line", left)
	}
	p.shot("3-pressed")

	// By keyboard alone: back past the menu to the button, and press it.
	p.write("#text", "亿元以上的呢\r")
	p.sees(".theirs .text strong", "亿元以上的呢")
	for range 3 {
		p.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
	}
	p.until(`document.activeElement.textContent === '再来一次'`)
	p.keys(kb.Enter)
	p.sees(".theirs code", "again:亿元以上的呢")

	// Markup that a person types is shown as it is, and runs nothing.
	stolen := `<img src=x onerror="document.title='stolen'">&amp;`
	p.write("#text", stolen+"\r")
	p.sees(".mine .text", stolen)
	if n := eval[int](p, `document.querySelectorAll('.text img').length`); n != 0 {
		t.Error("text that a person typed became an element")
	}

	foreign := eval[[]string](p, `performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))`)
	if len(foreign) != 0 {
		t.Errorf("the page loaded %v from elsewhere", foreign)
	}
	if got := s.Messages(scene.Lin.ID); len(got) < 6 {
		t.Errorf("the server holds %d messages of the conversation", len(got))
	}
}

func TestPageShowsAllKindsOfMessages(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	scene, err := s.SetScene()
	if err != nil {
		t.Fatal(err)
	}
	b := newClient(t, s, address)
	lin := scene.Lin.ID
	ctx := t.Context()
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(b.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: []models.BotCommand{
		{Command: "start", Description: "认识问项"}, {Command: "projects", Description: "看项目"}, {Command: "total", Description: "总投资"}, {Command: "help", Description: "怎么提问"}}}))
	must(s.Say(localapi.Post{From: lin, Chat: lin, Text: "已开工5000万元以上项目总投资多少？"}))
	must(b.SendMessage(ctx, &tg.SendMessageParams{ChatID: lin, ParseMode: models.ParseModeHTML,
		Text: "<b>844.6亿元</b>\n已开工 · 5000万元以上项目 · 四平市 · 2022年1—10月\n\n<blockquote>截至10月末，全市已开工5000万元以上项目总投资达到844.6亿元。</blockquote>\n《四平项目建设》第2节 · /total",
		ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{
			{{Text: "亿元以上的呢", CallbackData: "a"}, {Text: "新开工多少个", CallbackData: "b"}}, {{Text: "总投资最大的项目", CallbackData: "c"}}}}}))
	must(b.SendMessage(ctx, &tg.SendMessageParams{ChatID: lin, ParseMode: models.ParseModeHTML,
		Text: "<i>斜</i> <u>下划</u> <s>删</s> <code>844.6 − 772.3</code> <tg-spoiler>藏起来的字</tg-spoiler> <a href=\"https://example.org/报告\">链接</a>\n<blockquote expandable>第一行\n第二行\n第三行\n第四行\n第五行\n第六行</blockquote>\n<pre><code class=\"language-sql\">SELECT sum(value) FROM fact;</code></pre>"}))
	must(b.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: lin, Caption: "总投资前五名（亿元）", Photo: &models.InputFileUpload{Filename: "c.png", Data: bytes.NewReader(bars(t))}}))
	must(b.SendDocument(ctx, &tg.SendDocumentParams{ChatID: lin, Document: &models.InputFileUpload{Filename: "四平市2022年重点项目.xlsx", Data: strings.NewReader("PK…")}}))
	must(s.Say(localapi.Post{From: scene.Alex.ID, Chat: scene.Group.ID, Text: "What is the total? @wenxiang_bot"}))
	must(s.Say(localapi.Post{From: lin, Chat: scene.Group.ID, Text: "看最新的月报"}))
	must(b.SendMessage(ctx, &tg.SendMessageParams{ChatID: scene.Group.ID, Text: "844.6亿元"}))

	p := browse(t)
	p.open(address + "/")
	p.sees("article .text strong", "844.6亿元")
	for selector, words := range map[string]string{"em": "斜", "u": "下划", "s": "删", "code": "844.6 − 772.3", ".spoiler": "藏起来的字", "blockquote .folded": "第六行",
		"pre": "SELECT sum(value)", "a.document strong": "四平市2022年重点项目.xlsx", ".photo + .text": "总投资前五名", "button.command": "/total"} {
		p.sees("#list "+selector, words)
	}
	if href := eval[string](p, `document.querySelector('.text a').href`); href != "https://example.org/%E6%8A%A5%E5%91%8A" {
		t.Errorf("the link leads to %s", href)
	}
	if n := eval[int](p, `[...document.querySelectorAll('.photo img')].filter(i => i.complete && i.naturalWidth > 0).length`); n != 1 {
		t.Errorf("%d pictures are shown", n)
	}
	p.shot("4-kinds-light")
	p.click("#theme")
	p.shot("5-kinds-dark")
	p.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('log').scrollTo(0, 0)`))
	p.shot("6-top-dark")
	p.click("#menu")
	p.sees(".option", "/projects")
	p.shot("7-menu-dark")
	p.write("#text", kb.Escape)

	// By keyboard: to the next chat and back.
	p.do(chromedp.KeyEvent(kb.ArrowDown, chromedp.KeyModifiers(chromedp.ModifierAlt)))
	p.sees("#chat-name", "项目")
	p.click("#theme")
	p.shot("8-group-light")

	p.size(390, 844)
	p.shot("9-phone-group")
	p.click("#back")
	p.until(`getComputedStyle(document.getElementById('side')).visibility === 'visible'`)
	p.shot("10-phone-list")
	p.click(`[data-chat="` + strconv.FormatInt(lin, 10) + `"]`)
	p.sees("article .text strong", "844.6亿元")
	p.shot("11-phone-chat")
	if w := eval[int](p, `document.documentElement.scrollWidth`); w > 390 {
		t.Errorf("on a phone 390 pixels wide the page is %d wide", w)
	}
	p.click("#theme")
	p.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('log').scrollTo(0, 0)`))
	p.shot("12-phone-dark")
}

// bars draws a small chart.
func bars(t *testing.T) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 900, 500))
	draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
	for i, h := range []int{420, 330, 260, 210, 140} {
		draw.Draw(m, image.Rect(80+i*160, 470-h, 190+i*160, 470), image.NewUniform(color.RGBA{47, 127, 208, 255}), image.Point{}, draw.Src)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPageForASecondPersonFilesInlineQueriesAndTheClock(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	scene, err := s.SetScene()
	if err != nil {
		t.Fatal(err)
	}
	alex := scene.Alex.ID
	run(t, newClient(t, s, address, tg.WithDefaultHandler(func(ctx context.Context, b *tg.Bot, u *models.Update) {
		switch {
		case u.InlineQuery != nil:
			b.AnswerInlineQuery(ctx, &tg.AnswerInlineQueryParams{InlineQueryID: u.InlineQuery.ID, Results: []models.InlineQueryResult{
				&models.InlineQueryResultArticle{ID: "1", Title: "Total investment", Description: "84.46 billion yuan", InputMessageContent: &models.InputTextMessageContent{MessageText: "<b>84.46 billion yuan</b>", ParseMode: models.ParseModeHTML}}}})
		case u.CallbackQuery != nil:
			b.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "Only admins may do this.", ShowAlert: true})
		case u.EditedMessage != nil:
			b.SendMessage(ctx, &tg.SendMessageParams{ChatID: alex, Text: "Edited to: " + u.EditedMessage.Text})
		case u.Message != nil && u.Message.Document != nil:
			b.SendMessage(ctx, &tg.SendMessageParams{ChatID: alex, Text: "Read " + u.Message.Document.FileName + ": " + u.Message.Caption,
				ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Confirm", CallbackData: "ok"}}}}})
		}
	})))
	p := browse(t, chromedp.Flag("blink-settings", "preferredColorScheme=0")) // dark
	p.open(address + "/")
	if theme := eval[string](p, `document.documentElement.dataset.theme`); theme != "dark" {
		t.Errorf("where dark is preferred, the page is %s", theme)
	}
	p.click("#language")
	p.sees("#person .person-label", "You are")
	p.click("#person")
	p.visible("#popup button")
	p.shot("20-persons")
	p.click("#popup button:nth-child(2)")
	p.sees("#person-name", "Alex Reed")

	p.write("#text", "What is the totl?\r")
	p.sees(".mine .text", "What is the totl?")
	p.write("#text", kb.ArrowUp) // the last message, to edit it
	p.until(`document.getElementById('text').value === 'What is the totl?'`)
	p.write("#text", kb.Backspace+kb.Backspace+"al?\r")
	p.sees(".theirs .text", "Edited to: What is the total?")
	p.sees(".mine .meta", "edited")

	file := filepath.Join(t.TempDir(), "report-2023.md")
	if err := os.WriteFile(file, []byte("# A report\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.choose("#file", file)
	p.visible("#sending")
	p.write("#sending .caption", "the new report")
	p.shot("21-sending")
	p.write("#sending .caption", "\r")
	p.sees(".theirs .text", "Read report-2023.md: the new report")
	p.click(".message:last-child .inline-button")
	p.visible("#alert")
	p.sees("#alert p", "Only admins may do this.")
	p.shot("22-alert")
	p.keys(kb.Enter)
	p.until(`!document.getElementById('alert').open`)

	p.write("#text", "@wenxiang_bot total")
	p.sees(".option.result .about", "84.46 billion yuan")
	p.shot("23-inline")
	p.write("#text", kb.ArrowDown+kb.Enter)
	p.sees(".mine .via", "via @wenxiang_bot")
	p.sees(".mine .text strong", "84.46 billion yuan")

	p.click("#clock")
	p.visible("#clock-box")
	p.shot("24-clock")
	before := s.Time()
	p.click("#clock-box .choices button:nth-child(3)") // a day
	if !eventually(func() bool { return s.Time().Sub(before) >= 24*time.Hour }) {
		t.Error("the clock did not move")
	}
	p.until(`document.getElementById('clock').classList.contains('moved')`)
	p.keys(kb.Escape)

	p.click(`[data-chat="` + strconv.FormatInt(scene.Group.ID, 10) + `"]`)
	p.click(".topic:nth-child(2)")
	p.write("#text", "into the topic\r")
	p.sees(".mine .text", "into the topic")
	p.shot("25-topic")
	if list := s.Messages(scene.Group.ID); list[len(list)-1].MessageThreadID != scene.Topic {
		t.Errorf("the message went to topic %d", list[len(list)-1].MessageThreadID)
	}
	p.click(`[data-chat="` + strconv.FormatInt(scene.Channel.ID, 10) + `"]`)
	p.sees("#readonly", "Only admins")
	p.shot("26-channel")
}

// Every word of the page is there in both languages, and every word that the
// page asks for is there at all.
func TestPageWords(t *testing.T) {
	_, address := serve(t, localapi.Options{})
	p := browse(t)
	p.do(chromedp.Navigate(address + "/"))
	missing := eval[[]string](p, `(async () => {
		const { catalogue } = await import('/words.js');
		const zh = Object.keys(catalogue.zh), en = Object.keys(catalogue.en), out = [];
		for (const k of zh) if (!(k in catalogue.en)) out.push('en lacks ' + k);
		for (const k of en) if (!(k in catalogue.zh)) out.push('zh lacks ' + k);
		let source = await (await fetch('/index.html')).text();
		for (const f of ['chat.js', 'composer.js', 'dialog.js', 'render.js']) source += await (await fetch('/' + f)).text();
		for (const m of source.matchAll(/data-(?:word|title|label|hint)="(\w+)"|\bt\('(\w+)'/g)) if (!zh.includes(m[1] ?? m[2])) out.push('nobody knows ' + (m[1] ?? m[2]));
		for (const k of zh) if (!source.includes('"' + k + '"') && !source.includes("'" + k + "'")) out.push('nobody says ' + k);
		return out;
	})()`)
	if len(missing) != 0 {
		t.Errorf("%q", missing)
	}
}
