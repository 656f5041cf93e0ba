package bot

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	telegram "github.com/go-telegram/bot"

	"wenxiang/bot/localapi"
)

// TestEveryRequestOfTheCodeIsDescribed reads the code for calls of the client library: the local server must know each
// method and each parameter that the code names, so that no test passes by a request that nobody checked.
func TestEveryRequestOfTheCodeIsDescribed(t *testing.T) {
	client := reflect.TypeOf(&telegram.Bot{})
	apart := map[string]string{"Start": "getUpdates", "FileDownloadLink": ""} // "" sends nothing
	called := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	inner, _ := filepath.Glob("delivery/*.go")
	for _, name := range append(files, inner...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr: // b.client.SendMessage(…), t.Bot.SendMessage(…)
				f, ok := n.Fun.(*ast.SelectorExpr)
				if !ok {
					break
				}
				on, ok := f.X.(*ast.SelectorExpr)
				if !ok || on.Sel.Name != "client" && on.Sel.Name != "Bot" {
					break
				}
				if _, ok := client.MethodByName(f.Sel.Name); !ok {
					break
				}
				method, special := apart[f.Sel.Name]
				if !special {
					method = strings.ToLower(f.Sel.Name[:1]) + f.Sel.Name[1:]
				}
				if method == "" {
					break
				}
				called[method] = true
				if _, known := localapi.Described(method); !known {
					t.Errorf("%v: %s is not described", set.Position(n.Pos()), method)
				}
			case *ast.CompositeLit: // telegram.SendMessageParams{ChatID: …}
				of, ok := n.Type.(*ast.SelectorExpr)
				if !ok {
					break
				}
				goName, isParams := strings.CutSuffix(of.Sel.Name, "Params")
				call, ok := client.MethodByName(goName)
				if !isParams || !ok {
					break
				}
				parameters, _ := localapi.Described(goName)
				for _, e := range n.Elts {
					key := e.(*ast.KeyValueExpr).Key.(*ast.Ident).Name
					field, _ := call.Type.In(2).Elem().FieldByName(key)
					if tag, _, _ := strings.Cut(field.Tag.Get("json"), ","); !slices.Contains(parameters, tag) {
						t.Errorf("%v: %s has no parameter %q", set.Position(e.Pos()), goName, tag)
					}
				}
			}
			return true
		})
	}
	for _, method := range []string{"getMe", "getUpdates", "deleteWebhook", "setWebhook", "setMyCommands", "sendMessage", "sendPhoto", "sendDocument",
		"editMessageText", "deleteMessage", "answerCallbackQuery", "answerInlineQuery", "sendChatAction", "getChat", "getChatMember", "getFile"} {
		if !called[method] {
			t.Errorf("no call of %s was found: does the test still see the code's calls?", method)
		}
	}
}

// TestARequestThatIsWrongIsSeen proves that what the tests of this room go by works: a request that the library lets
// out and Telegram would refuse is noted.
func TestARequestThatIsWrongIsSeen(t *testing.T) {
	server := localapi.New(localapi.Options{})
	address, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	b, err := New(t.Context(), Options{Token: Token(server.Token()), Server: address, State: filepath.Join(t.TempDir(), "state.db"), Asker: &parrot{}})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	lin := server.AddUser(localapi.User{FirstName: "林夏"}).ID
	for _, text := range []string{"", strings.Repeat("亿", 4097)} {
		before := len(server.Violations())
		if _, err := b.client.SendMessage(context.Background(), &telegram.SendMessageParams{ChatID: lin, Text: text}); err == nil {
			t.Errorf("%d letters are taken", len([]rune(text)))
		}
		if got := server.Violations()[before:]; len(got) != 1 || got[0].Field != "text" {
			t.Errorf("%d letters: noted %v", len([]rune(text)), got)
		}
	}
}
