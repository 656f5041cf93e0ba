package localapi_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/localapi"
)

const soon = 5 * time.Second

// serve starts a server on a free port and ends it with the test.
func serve(t *testing.T, o localapi.Options) (*localapi.Server, string) {
	t.Helper()
	s := localapi.New(o)
	address, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, address
}

func newClient(t *testing.T, s *localapi.Server, address string, opts ...tg.Option) *tg.Bot {
	t.Helper()
	b, err := tg.New(s.Token(), append([]tg.Option{tg.WithServerURL(address), tg.WithErrorsHandler(func(error) {})}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// run starts the bot's polling and ends it with the test.
func run(t *testing.T, b *tg.Bot) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); b.Start(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
}

// echo answers a text with itself in bold and a button, and a press with an
// edited text.
func echo(ctx context.Context, b *tg.Bot, u *models.Update) {
	switch {
	case u.Message != nil:
		b.SendMessage(ctx, &tg.SendMessageParams{
			ChatID: u.Message.Chat.ID, ParseMode: models.ParseModeHTML,
			Text:            "收到：<b>" + u.Message.Text + "</b>\n<blockquote>原文：" + u.Message.Text + "</blockquote>",
			ReplyParameters: &models.ReplyParameters{MessageID: u.Message.ID},
			ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{
				{Text: "再来一次", CallbackData: "again:" + u.Message.Text}, {Text: "项目", URL: "https://example.org/p"}}}},
		})
	case u.CallbackQuery != nil:
		b.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: u.CallbackQuery.ID, Text: "好的"})
		b.SendMessage(ctx, &tg.SendMessageParams{ChatID: u.CallbackQuery.From.ID, ParseMode: models.ParseModeHTML,
			Text: "按下了 <code>" + u.CallbackQuery.Data + "</code>"})
	}
}

func TestConversationThroughTheRealClient(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	b := newClient(t, s, address, tg.WithDefaultHandler(echo))
	run(t, b)
	lin := s.AddUser(localapi.User{FirstName: "林夏", LanguageCode: "zh-hans"})

	s.SendText(lin.ID, lin.ID, "总投资多少？😀")
	m, err := s.WaitMessage(lin.ID, soon, func(m localapi.Message) bool { return strings.HasPrefix(m.Text, "收到") })
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Marked("bold"); len(got) != 1 || got[0] != "总投资多少？😀" {
		t.Errorf("bold parts are %q", got)
	}
	if got := m.Marked("blockquote"); len(got) != 1 || got[0] != "原文：总投资多少？😀" {
		t.Errorf("quoted parts are %q", got)
	}
	if m.ReplyToMessage == nil || m.ReplyToMessage.Text != "总投资多少？😀" {
		t.Errorf("it replies to %+v", m.ReplyToMessage)
	}
	if n := len(m.Buttons()); n != 2 {
		t.Fatalf("it has %d buttons", n)
	}
	id, err := s.Press(lin.ID, lin.ID, m.MessageID, m.Buttons()[0].CallbackData)
	if err != nil {
		t.Fatal(err)
	}
	if a, err := s.WaitAnswer(id, soon); err != nil || a.Text != "好的" || a.Alert {
		t.Errorf("the answer is %+v, %v", a, err)
	}
	if _, err := s.WaitMessage(lin.ID, soon, func(m localapi.Message) bool { return m.Text == "按下了 again:总投资多少？😀" }); err != nil {
		t.Error(err)
	}
	if _, err := s.Press(lin.ID, lin.ID, m.MessageID, "no such button"); err == nil {
		t.Error("a button that is not there could be pressed")
	}
}

func TestClientSeesTelegramsErrors(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	b := newClient(t, s, address)
	lin := s.AddUser(localapi.User{FirstName: "林夏"})
	ctx := t.Context()
	send := func(text string, mode models.ParseMode) (*models.Message, error) {
		return b.SendMessage(ctx, &tg.SendMessageParams{ChatID: lin.ID, Text: text, ParseMode: mode})
	}

	if _, err := send("<b>", models.ParseModeHTML); !errors.Is(err, tg.ErrorBadRequest) || !strings.Contains(err.Error(), "can't parse entities: Can't find end tag corresponding to start tag \"b\"") {
		t.Errorf("open tag: %v", err)
	}
	m, err := send("<b>844.6亿元</b>", models.ParseModeHTML)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(text string) error {
		_, err := b.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: lin.ID, MessageID: m.ID, Text: text, ParseMode: models.ParseModeHTML})
		return err
	}
	if err := edit("<strong>844.6亿元</strong>"); err == nil || !strings.Contains(err.Error(), "message is not modified: ") {
		t.Errorf("same text: %v", err)
	}
	if err := edit("844.6亿元"); err != nil {
		t.Errorf("other entities: %v", err)
	}
	if _, err := b.GetFile(ctx, &tg.GetFileParams{FileID: "nonsense"}); !errors.Is(err, tg.ErrorBadRequest) {
		t.Errorf("unknown file: %v", err)
	}
	if err := s.Block(lin.ID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := send("x", ""); !errors.Is(err, tg.ErrorForbidden) || !strings.Contains(err.Error(), "bot was blocked by the user") {
		t.Errorf("blocked: %v", err)
	}
	if _, err := tg.New("1:wrong", tg.WithServerURL(address)); !errors.Is(err, tg.ErrorUnauthorized) {
		t.Errorf("wrong token: %v", err)
	}
	group, err := s.AddChat(localapi.NewChat{Type: localapi.Group, Title: "调度群", Owner: lin.ID, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	grown, err := s.Migrate(group.ID)
	if err != nil {
		t.Fatal(err)
	}
	var moved *tg.MigrateError
	if _, err := b.SendMessage(ctx, &tg.SendMessageParams{ChatID: group.ID, Text: "x"}); !errors.As(err, &moved) || int64(moved.MigrateToChatID) != grown.ID {
		t.Errorf("old group: %v", err)
	}
}

func TestFilesGoUpAndDown(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	var got atomic.Value
	b := newClient(t, s, address, tg.WithDefaultHandler(func(ctx context.Context, b *tg.Bot, u *models.Update) {
		f, err := b.GetFile(ctx, &tg.GetFileParams{FileID: u.Message.Document.FileID})
		if err != nil {
			got.Store(err.Error())
			return
		}
		res, err := http.Get(b.FileDownloadLink(f))
		if err != nil {
			got.Store(err.Error())
			return
		}
		defer res.Body.Close()
		data, _ := io.ReadAll(res.Body)
		got.Store(u.Message.Document.FileName + ": " + string(data))
		b.SendDocument(ctx, &tg.SendDocumentParams{ChatID: u.Message.Chat.ID, Caption: "共 <b>1</b> 个文件", ParseMode: models.ParseModeHTML,
			Document: &models.InputFileUpload{Filename: "导出.csv", Data: strings.NewReader("项目,总投资\n")}})
	}))
	run(t, b)
	lin := s.AddUser(localapi.User{FirstName: "林夏"})
	if _, err := s.Say(localapi.Post{From: lin.ID, Chat: lin.ID, Document: &localapi.Upload{Name: "月报.md", Data: []byte("# 一月")}}); err != nil {
		t.Fatal(err)
	}
	m, err := s.WaitMessage(lin.ID, soon, func(m localapi.Message) bool { return m.Document != nil })
	if err != nil {
		t.Fatal(err)
	}
	if got.Load() != "月报.md: # 一月" {
		t.Errorf("the bot read %q", got.Load())
	}
	name, data, ok := s.File(m.Document.FileID)
	if !ok || name != "导出.csv" || string(data) != "项目,总投资\n" || m.Caption != "共 1 个文件" || len(m.CaptionEntities) != 1 {
		t.Errorf("the file is %q with %q, caption %q %v", name, data, m.Caption, m.CaptionEntities)
	}
}

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPhotos(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	b := newClient(t, s, address)
	lin := s.AddUser(localapi.User{FirstName: "林夏"})
	send := func(data []byte) (*models.Message, error) {
		return b.SendPhoto(t.Context(), &tg.SendPhotoParams{ChatID: lin.ID, Photo: &models.InputFileUpload{Filename: "chart.png", Data: bytes.NewReader(data)}})
	}
	m, err := send(picture(t, 1200, 800))
	if err != nil {
		t.Fatal(err)
	}
	if last := m.Photo[len(m.Photo)-1]; last.Width != 1200 || last.Height != 800 {
		t.Errorf("the largest size is %+v", last)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"no picture":     {[]byte("text"), "IMAGE_PROCESS_FAILED"},
		"too long":       {picture(t, 2100, 100), "PHOTO_INVALID_DIMENSIONS"},
		"too large":      {picture(t, 9700, 490), "PHOTO_INVALID_DIMENSIONS"},
		"nothing":        {nil, "file must be non-empty"},
		"over 10 MB big": {make([]byte, 10<<20+1), "file is too big"},
	} {
		if _, err := send(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	again, err := b.SendPhoto(t.Context(), &tg.SendPhotoParams{ChatID: lin.ID, Photo: &models.InputFileString{Data: m.Photo[len(m.Photo)-1].FileID}})
	if err != nil || len(again.Photo) == 0 {
		t.Errorf("sending by file_id: %v", err)
	}
}

// TestClientUnderstandsEveryUpdate has all kinds of updates come to the real
// client, which drops a whole batch if it cannot decode one of them.
func TestClientUnderstandsEveryUpdate(t *testing.T) {
	s, address := serve(t, localapi.Options{InlineFeedback: true})
	lin := s.AddUser(localapi.User{FirstName: "林夏", LanguageCode: "zh-hans"})
	alex := s.AddUser(localapi.User{FirstName: "Alex"})
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	forum, err := s.AddChat(localapi.NewChat{Type: localapi.Supergroup, Title: "群", Forum: true, Owner: lin.ID, Members: []int64{alex.ID}})
	check(err)
	channel, err := s.AddChat(localapi.NewChat{Type: localapi.Channel, Title: "频道", Owner: lin.ID, BotStatus: localapi.StatusAdmin})
	check(err)
	group, err := s.AddChat(localapi.NewChat{Type: localapi.Group, Title: "小群", Owner: lin.ID, BotStatus: localapi.StatusAdmin})
	check(err)
	say := func(p localapi.Post) localapi.Message {
		t.Helper()
		posted, err := s.Say(p)
		check(err)
		return posted.Message
	}
	check(s.SetMember(forum.ID, lin.ID, localapi.Member{User: s.Bot(), Status: localapi.StatusAdmin}))
	topic, err := s.OpenTopic(forum.ID, lin.ID, "新开工")
	check(err)
	m := say(localapi.Post{From: lin.ID, Chat: forum.ID, Topic: topic, Text: "/ask@wenxiang_bot 总投资 https://example.org #四平"})
	say(localapi.Post{From: lin.ID, Chat: forum.ID, Topic: topic, ReplyTo: m.MessageID, Text: "匿名的", Anonymous: true})
	_, err = s.Edit(lin.ID, forum.ID, m.MessageID, "/ask 利税")
	check(err)
	check(s.CloseTopic(forum.ID, lin.ID, topic, true))
	check(s.SetMember(forum.ID, lin.ID, localapi.Member{User: alex, Status: localapi.StatusKicked}))
	post := say(localapi.Post{From: lin.ID, Chat: channel.ID, Text: "通报"})
	say(localapi.Post{From: lin.ID, Chat: lin.ID, Photo: &localapi.Upload{Name: "x.png", Data: picture(t, 400, 300)}, Caption: "图"})
	_, err = s.Forward(lin.ID, channel.ID, post.MessageID, lin.ID)
	check(err)
	_, err = s.Inline(lin.ID, group.ID, "总投资", "")
	check(err)
	s.Forge(lin.ID, lin.ID, 12345, "old")
	check(s.Block(alex.ID, true))
	check(s.Block(alex.ID, false))
	_, err = s.Migrate(group.ID)
	check(err)
	want := s.Pending()

	var mu sync.Mutex
	var kinds []string
	var problems []error
	b := newClient(t, s, address, tg.WithNotAsyncHandlers(), tg.WithErrorsHandler(func(err error) { mu.Lock(); problems = append(problems, err); mu.Unlock() }),
		tg.WithAllowedUpdates(tg.AllowedUpdates{"message", "edited_message", "channel_post", "callback_query", "inline_query", "my_chat_member", "chat_member"}),
		tg.WithDefaultHandler(func(_ context.Context, _ *tg.Bot, u *models.Update) {
			mu.Lock()
			defer mu.Unlock()
			switch {
			case u.Message != nil && u.Message.ForwardOrigin != nil:
				kinds = append(kinds, "forward:"+string(u.Message.ForwardOrigin.Type))
			case u.Message != nil && u.Message.ForumTopicCreated != nil:
				kinds = append(kinds, "topic")
			case u.Message != nil && u.Message.ForumTopicClosed != nil:
				kinds = append(kinds, "closed")
			case u.Message != nil && len(u.Message.NewChatMembers) > 0:
				kinds = append(kinds, "joined")
			case u.Message != nil && u.Message.LeftChatMember != nil:
				kinds = append(kinds, "left")
			case u.Message != nil && u.Message.MigrateToChatID != 0:
				kinds = append(kinds, "migrated")
			case u.Message != nil && u.Message.MigrateFromChatID != 0:
				kinds = append(kinds, "arrived")
			case u.Message != nil && u.Message.SenderChat != nil:
				kinds = append(kinds, "anonymous")
			case u.Message != nil && len(u.Message.Photo) > 0:
				kinds = append(kinds, "photo")
			case u.Message != nil:
				kinds = append(kinds, "message")
			case u.EditedMessage != nil:
				kinds = append(kinds, "edited")
			case u.ChannelPost != nil:
				kinds = append(kinds, "post")
			case u.MyChatMember != nil:
				kinds = append(kinds, "me:"+string(u.MyChatMember.NewChatMember.Type))
			case u.InlineQuery != nil:
				kinds = append(kinds, "inline")
			case u.CallbackQuery != nil && u.CallbackQuery.Message.InaccessibleMessage != nil:
				kinds = append(kinds, "inaccessible")
			}
		}))
	run(t, b)
	if !eventually(func() bool { mu.Lock(); defer mu.Unlock(); return len(kinds) >= want || len(problems) > 0 }) {
		t.Error("not all updates came")
	}
	mu.Lock()
	defer mu.Unlock()
	got := strings.Join(kinds, " ")
	if got != "me:administrator joined topic message anonymous edited closed left post photo forward:channel inline inaccessible me:kicked me:member migrated arrived" {
		t.Errorf("the client saw %s", got)
	}
	if len(problems) > 0 {
		t.Errorf("the client complains: %v", problems)
	}

	full, err := b.GetChat(t.Context(), &tg.GetChatParams{ChatID: forum.ID})
	if err != nil || full.ID != forum.ID || !full.IsForum {
		t.Errorf("getChat: %+v, %v", full, err)
	}
	admins, err := b.GetChatAdministrators(t.Context(), &tg.GetChatAdministratorsParams{ChatID: forum.ID})
	if err != nil || len(admins) != 2 || admins[0].Owner == nil || admins[1].Administrator == nil {
		t.Errorf("getChatAdministrators: %+v, %v", admins, err)
	}
	out, err := b.GetChatMember(t.Context(), &tg.GetChatMemberParams{ChatID: forum.ID, UserID: alex.ID})
	if err != nil || out.Banned == nil {
		t.Errorf("getChatMember: %+v, %v", out, err)
	}
}
