package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"wenxiang/data"
)

// botAPIVersion is the version of the Telegram Bot API that the client library speaks.
const botAPIVersion = "10.3"

type versionCmd struct{}

// Run prints the versions that a report of a fault needs.
func (versionCmd) Run(c *console) error {
	version := "development"
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
	}
	_, err := fmt.Fprintf(c.out, "wenxiang %s\nGo %s\nSQLite %s\nTelegram Bot API %s\n", version, runtime.Version(), data.SQLiteVersion(), botAPIVersion)
	return err
}
