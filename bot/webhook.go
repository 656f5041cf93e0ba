package bot

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	telegram "github.com/go-telegram/bot"
)

// A Webhook says how Telegram brings the updates.
type Webhook struct {
	// URL is the https address that Telegram calls, with a path of its own.
	URL string
	// Listen is the address to listen on, host:port, in plain HTTP: TLS ends before it.
	Listen string
	// Secret is what Telegram must send along; "" for one that follows from the token, the same for
	// every replica.
	Secret string
}

// maxUpdate is the largest update that is read. Telegram's are a few kilobytes.
const maxUpdate = 1 << 20

// secretHeader is where Telegram puts the secret.
const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

func (b *Bot) secretOf(w Webhook) string {
	if w.Secret != "" {
		return w.Secret
	}
	mac := hmac.New(sha256.New, []byte(b.o.Token))
	mac.Write([]byte("webhook"))
	return hex.EncodeToString(mac.Sum(nil))
}

// WebhookHandler takes updates that Telegram brings with the secret: 401 without it, 200 when the update
// is handled for good, and 503 when it is not, so that Telegram brings it again. The bot must be ready.
func (b *Bot) WebhookHandler(secret string) http.Handler {
	want := sha256.Sum256([]byte(secret))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Of equal length and in constant time, so that nothing of the secret can be measured.
		got := sha256.Sum256([]byte(r.Header.Get(secretHeader)))
		switch {
		case secret == "" || subtle.ConstantTimeCompare(got[:], want[:]) != 1:
			http.Error(w, "the secret is wrong", http.StatusUnauthorized)
			return
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "updates come by POST", http.StatusMethodNotAllowed)
			return
		case b.me.Load() == nil:
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			http.Error(w, "the update is too large", http.StatusRequestEntityTooLarge)
			return
		case err != nil:
			http.Error(w, "the update did not arrive whole", http.StatusBadRequest)
			return
		case !json.Valid(body):
			http.Error(w, "this is no JSON", http.StatusBadRequest)
			return
		}
		switch _, err := b.takeOne(r.Context(), body); {
		case errors.Is(err, errNoID):
			http.Error(w, "this is no update", http.StatusBadRequest)
		case err != nil:
			http.Error(w, "the update is not taken; bring it again", http.StatusServiceUnavailable)
		}
	})
}

// setWebhook tells Telegram where to bring updates, again and again until it knows.
func (b *Bot) setWebhook(ctx context.Context, address, secret string) {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		_, err := b.client.SetWebhook(ctx, &telegram.SetWebhookParams{URL: address, SecretToken: secret, AllowedUpdates: wanted})
		switch {
		case err == nil || ctx.Err() != nil:
			return
		case errors.Is(err, telegram.ErrorBadRequest):
			b.stop(fmt.Errorf("the webhook is refused by Telegram: %w", b.o.Token.hide(err)))
			return
		}
		b.o.Log.Warn("the webhook is not set", "error", b.o.Token.hide(err), "again_in", pause)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}
