package localapi_test

import (
	"testing"

	tg "github.com/go-telegram/bot"

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
	p.shot("3-pressed")

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
