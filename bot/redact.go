package bot

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
)

// minSecret is the shortest text that is taken for a secret: a shorter one would tear ordinary words apart.
const minSecret = 6

// redact returns a logger whose messages and values show [secret] in place of each secret, whoever put it there:
// an error of the network may repeat an address that holds the token, one of the database its password.
func redact(log *slog.Logger, secrets ...string) *slog.Logger {
	var pairs []string
	for _, s := range secrets {
		if len(s) < minSecret {
			continue
		}
		for _, form := range []string{s, url.QueryEscape(s), url.PathEscape(s)} {
			pairs = append(pairs, form, "[secret]")
		}
	}
	if len(pairs) == 0 {
		return log
	}
	return slog.New(redactor{log.Handler(), strings.NewReplacer(pairs...)})
}

// passwordOf is the password in the address of a database, "" when it holds none.
func passwordOf(state string) string {
	u, err := url.Parse(state)
	if err != nil || u.User == nil {
		return ""
	}
	password, _ := u.User.Password()
	return password
}

type redactor struct {
	slog.Handler
	secrets *strings.Replacer
}

// Handle implements slog.Handler.
func (r redactor) Handle(ctx context.Context, record slog.Record) error {
	clean := slog.NewRecord(record.Time, record.Level, r.secrets.Replace(record.Message), record.PC)
	record.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(r.attr(a))
		return true
	})
	return r.Handler.Handle(ctx, clean)
}

// WithAttrs implements slog.Handler.
func (r redactor) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = r.attr(a)
	}
	return redactor{r.Handler.WithAttrs(clean), r.secrets}
}

// WithGroup implements slog.Handler.
func (r redactor) WithGroup(name string) slog.Handler {
	return redactor{r.Handler.WithGroup(name), r.secrets}
}

func (r redactor) attr(a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindGroup:
		group := v.Group()
		clean := make([]slog.Attr, len(group))
		for i, g := range group {
			clean[i] = r.attr(g)
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(clean...)}
	case slog.KindString, slog.KindAny:
		said := v.String()
		if clean := r.secrets.Replace(said); clean != said {
			return slog.String(a.Key, clean)
		}
		return slog.Attr{Key: a.Key, Value: v}
	default:
		return slog.Attr{Key: a.Key, Value: v}
	}
}
