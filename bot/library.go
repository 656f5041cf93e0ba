package bot

import (
	"context"

	"wenxiang/query"
)

// A Library is what the reports say beside the answers to questions: their projects one by one, their
// totals, and the reports themselves. query.Engine is the one implementation. report is a short key of a
// report, "" for all of them; lang is "zh" or "en".
type Library interface {
	Projects(ctx context.Context, report, lang string) []query.Project
	Largest(ctx context.Context, report, lang string, n int) []query.Project
	Search(ctx context.Context, words, report, lang string) []query.Project
	Passages(ctx context.Context, words, report string) []query.Source
	Card(ctx context.Context, key, lang string) (query.Card, bool)
	Totals(ctx context.Context, report, lang string) []query.Total
	Growths(ctx context.Context, report, lang string) []query.Growth
	Reports(ctx context.Context) []query.Report
	// Refresh reads the reports anew if one has been loaded.
	Refresh(ctx context.Context) error
	// Mention takes a project into a conversation, so that what is asked next is about it.
	Mention(ctx context.Context, c *query.Conversation, key string)
}

// empty is the Library of a bot that was given none.
type empty struct{}

func (empty) Projects(context.Context, string, string) []query.Project       { return nil }
func (empty) Largest(context.Context, string, string, int) []query.Project   { return nil }
func (empty) Search(context.Context, string, string, string) []query.Project { return nil }
func (empty) Passages(context.Context, string, string) []query.Source        { return nil }
func (empty) Card(context.Context, string, string) (query.Card, bool)        { return query.Card{}, false }
func (empty) Totals(context.Context, string, string) []query.Total           { return nil }
func (empty) Growths(context.Context, string, string) []query.Growth         { return nil }
func (empty) Reports(context.Context) []query.Report                         { return nil }
func (empty) Refresh(context.Context) error                                  { return nil }
func (empty) Mention(context.Context, *query.Conversation, string)           {}
