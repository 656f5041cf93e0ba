package state

import (
	"fmt"
	"strconv"
	"time"
)

const (
	// openBudgetSQL reads the whole bot's budget and locks it, so that replicas claim one after another.
	openBudgetSQL = `INSERT INTO budget (name, free_us) VALUES ('bot', 0)
ON CONFLICT (name) DO UPDATE SET free_us = budget.free_us RETURNING free_us`
	spendSQL = `INSERT INTO budget (name, free_us) VALUES ($1, CAST($2 AS BIGINT) + CAST($3 AS BIGINT))
ON CONFLICT (name) DO UPDATE SET free_us = CASE WHEN budget.free_us > $2 THEN budget.free_us ELSE $2 END + $3`
	holdSQL = `INSERT INTO budget (name, free_us) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET free_us = CASE WHEN budget.free_us > $2 THEN budget.free_us ELSE $2 END`
)

// A Rate allows one message every Every, and Burst of them at once after a rest; within any span T it
// lets Burst + (T+Late)/Every pass. The zero Rate allows all.
type Rate struct {
	Every time.Duration
	Burst int
	// Late is how late a message may go out without delaying those after it: a worker never wakes to
	// the microsecond, and what it loses each time would add up.
	Late time.Duration
}

// slack is how far, in microseconds, the budget may be overdrawn.
func (r Rate) slack() int64 {
	return int64(max(r.Burst-1, 0))*r.Every.Microseconds() + r.Late.Microseconds()
}

// Rates are the rates of sending that all replicas share, one budget row each.
type Rates struct {
	Bot   Rate // all messages
	Chat  Rate // to one chat
	Group Rate // to one group or channel, beside Chat
}

// TelegramRates keep within what Telegram allows: about 30 messages a second in all, one a second to a
// chat, 20 a minute to a group. With 33.8 ms and 8 ms late, 30 go out within any second, and no 31st
// within 1.006 s, which leaves something to the jitter of the way.
var TelegramRates = Rates{
	Bot:   Rate{Every: 33800 * time.Microsecond, Burst: 1, Late: 8 * time.Millisecond},
	Chat:  Rate{Every: 1010 * time.Millisecond, Burst: 1},
	Group: Rate{Every: 4 * time.Second, Burst: 5},
}

// open tells how many of n messages the whole bot may send now.
func (tx *Tx) open(now int64, n int, r Rate) (int, error) {
	var free int64
	if err := tx.row(openBudgetSQL).Scan(&free); err != nil {
		return 0, err
	}
	left := now*1000 + r.slack() - free
	if left < 0 {
		return 0, nil
	}
	if r.Every <= 0 {
		return n, nil
	}
	return int(min(int64(n), left/r.Every.Microseconds()+1, int64(max(r.Burst, 1)))), nil
}

// charge books the messages of letters that are about to be sent.
func (tx *Tx) charge(letters []Letter, now int64, r Rates) error {
	if len(letters) == 0 {
		return nil
	}
	nowUS := now * 1000
	if r.Bot.Every > 0 {
		if err := tx.exec(spendSQL, "bot", nowUS, int64(len(letters))*r.Bot.Every.Microseconds()); err != nil {
			return err
		}
	}
	for _, l := range letters {
		id := strconv.FormatInt(l.ChatID, 10)
		if r.Chat.Every > 0 {
			if err := tx.exec(spendSQL, "chat:"+id, nowUS, r.Chat.Every.Microseconds()); err != nil {
				return err
			}
		}
		if r.Group.Every > 0 && l.ChatID < 0 {
			if err := tx.exec(spendSQL, "group:"+id, nowUS, r.Group.Every.Microseconds()); err != nil {
				return err
			}
		}
	}
	return nil
}

// HoldChat lets nothing go to a chat before the time given: Telegram said so.
func (tx *Tx) HoldChat(chatID, until int64, r Rates) error {
	return tx.exec(holdSQL, "chat:"+strconv.FormatInt(chatID, 10), until*1000+r.Chat.slack())
}

// HoldAll lets no message go out before the time given.
func (tx *Tx) HoldAll(until int64, r Rates) error {
	return tx.exec(holdSQL, "bot", until*1000+r.Bot.slack())
}

// claimText puts a claim together; leaseArg is the number of the first parameter after the choice's own.
func (tx *Tx) claimText(choice string, leaseArg int) string {
	lock := ""
	if tx.postgres {
		lock = lockClaimSQL
	}
	return choice + lock + ")" + fmt.Sprintf(leaseSQL, leaseArg, leaseArg+1)
}
