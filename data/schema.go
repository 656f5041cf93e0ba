package data

import (
	"context"
	"database/sql"
	"fmt"
)

// migrations are the steps from an empty file to the newest schema, in order. A step that has been
// released is never changed; a new one is appended.
var migrations = []string{
	`CREATE TABLE fact_meta (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
	INSERT INTO fact_meta (name, value) VALUES ('generation', 1);
	CREATE TABLE report (
		id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, file TEXT NOT NULL, title TEXT NOT NULL,
		source TEXT NOT NULL, place TEXT NOT NULL, lang TEXT NOT NULL, date TEXT NOT NULL, edition BIGINT NOT NULL,
		loaded_at BIGINT NOT NULL);
	CREATE TABLE passage (
		report_id BIGINT NOT NULL REFERENCES report (id) ON DELETE CASCADE, number BIGINT NOT NULL, section TEXT NOT NULL,
		text TEXT NOT NULL, PRIMARY KEY (report_id, number)) WITHOUT ROWID;
	CREATE TABLE fact (
		id INTEGER PRIMARY KEY, report_id BIGINT NOT NULL REFERENCES report (id) ON DELETE CASCADE, passage BIGINT NOT NULL,
		kind TEXT NOT NULL, place TEXT NOT NULL, subject TEXT NOT NULL, project TEXT NOT NULL, metric TEXT NOT NULL,
		label TEXT NOT NULL, role TEXT NOT NULL, value TEXT NOT NULL, max TEXT, unit TEXT NOT NULL,
		period_start TEXT NOT NULL, period_end TEXT NOT NULL, quote TEXT NOT NULL, body TEXT NOT NULL);
	CREATE INDEX fact_by_report ON fact (report_id);
	CREATE INDEX fact_by_project ON fact (project) WHERE project <> '';
	CREATE INDEX fact_by_metric ON fact (metric) WHERE metric <> '';
	CREATE TABLE edition_change (
		id INTEGER PRIMARY KEY, report_key TEXT NOT NULL, edition BIGINT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL);
	CREATE INDEX edition_change_by_report ON edition_change (report_key, edition);`,
	`ALTER TABLE report ADD COLUMN authors TEXT NOT NULL DEFAULT '';`,
}

// sqlSchemaVersion holds the number of steps that have run. It is a table of its own, not user_version,
// since the bot's state lives in the same file with steps of its own.
const (
	sqlSchemaTable   = `CREATE TABLE IF NOT EXISTS fact_schema (version BIGINT NOT NULL)`
	sqlSchemaVersion = `SELECT COALESCE(MAX(version), 0) FROM fact_schema`
	sqlSchemaSet     = `INSERT INTO fact_schema (version) VALUES (?)`
	sqlSchemaExists  = `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'fact_schema'`
)

// migrate brings the file to the newest schema in one transaction. fresh is true where it was empty.
func (db *DB) migrate(ctx context.Context) (fresh bool, err error) {
	if n, err := db.schemaVersion(ctx); err != nil || n == len(migrations) {
		return false, err
	}
	err = db.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, sqlSchemaTable); err != nil {
			return err
		}
		var version int
		if err := tx.QueryRowContext(ctx, sqlSchemaVersion).Scan(&version); err != nil {
			return err
		}
		fresh = version == 0
		for ; version < len(migrations); version++ {
			if _, err := tx.ExecContext(ctx, migrations[version]); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, sqlSchemaSet, version+1); err != nil {
				return err
			}
		}
		return nil
	})
	return fresh, err
}

// schemaVersion is the schema's number, 0 for a file that holds none. A newer one than this program knows is refused.
func (db *DB) schemaVersion(ctx context.Context) (int, error) {
	var n int
	if err := db.sql.QueryRowContext(ctx, sqlSchemaExists).Scan(&n); err != nil {
		return 0, wrap(db.path, err)
	}
	if n == 0 {
		return 0, nil
	}
	if err := db.sql.QueryRowContext(ctx, sqlSchemaVersion).Scan(&n); err != nil {
		return 0, wrap(db.path, err)
	}
	if n > len(migrations) {
		return 0, &Error{Code: "newer_schema",
			EN: fmt.Sprintf("the database %s was written by a newer version of this program (schema %d, this one knows %d)", db.path, n, len(migrations)),
			ZH: fmt.Sprintf("数据库 %s 由更新版本的程序写成（结构版本 %d，本程序支持到 %d）", db.path, n, len(migrations))}
	}
	return n, nil
}

// checkSchema refuses a file opened read-only that does not have the newest schema.
func (db *DB) checkSchema(ctx context.Context) error {
	n, err := db.schemaVersion(ctx)
	if err != nil {
		return err
	}
	if n < len(migrations) {
		return &Error{Code: "older_schema",
			EN: "the database " + db.path + " has not been set up by this version; open it once with write access",
			ZH: "数据库 " + db.path + " 尚未由本版本初始化，请先以可写方式打开一次"}
	}
	return nil
}

// write runs f in one transaction.
func (db *DB) write(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return wrap(db.path, err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return wrap(db.path, err)
	}
	return wrap(db.path, tx.Commit())
}
