package report

import (
	"errors"
	"fmt"
)

// A Code names why a file could not be read.
type Code string

// The reasons why a file is refused.
const (
	NotFound    Code = "not_found"   // no such file
	Unreadable  Code = "unreadable"  // a folder, or no permission
	Empty       Code = "empty"       // no bytes, or nothing but blanks
	TooLarge    Code = "too_large"   // more than we read, or more than it unpacks to
	Binary      Code = "binary"      // not a document
	Encoding    Code = "encoding"    // text in no encoding, or in several
	Encrypted   Code = "encrypted"   // protected by a password
	NoText      Code = "no_text"     // pictures of pages, without text
	NoHeader    Code = "no_header"   // a ledger whose columns have no names
	Damaged     Code = "damaged"     // cut off or broken inside
	Unsupported Code = "unsupported" // a form that we do not read
	Interrupted Code = "interrupted" // the caller gave up
)

// An Error says in one line why a file was refused. Nothing internal shows in
// its words; the cause is kept for logs and for errors.Is.
type Error struct {
	Code Code
	// Zh and En are the whole line in Chinese and in English, with the file's base name.
	Zh, En string
	cause  error
}

// Error returns the line in Chinese.
func (e *Error) Error() string { return e.Zh }

// Message returns the line in the language ("en" or anything else for Chinese).
func (e *Error) Message(lang string) string {
	if lang == "en" {
		return e.En
	}
	return e.Zh
}

// Unwrap returns what lies beneath, nil when there is nothing.
func (e *Error) Unwrap() error { return e.cause }

// CodeOf returns the code of a refused file, "" for any other error.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// refuse makes an Error that has no file name yet; ReadBytes puts it in.
func refuse(code Code, zh, en string) *Error {
	return &Error{Code: code, Zh: zh, En: en}
}

func refusef(code Code, zh, en string, args ...any) *Error {
	return refuse(code, fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...))
}

func (e *Error) because(cause error) *Error {
	e.cause = cause
	return e
}

// of puts the file's name in front of the reason.
func (e *Error) of(name string) *Error {
	if name == "" {
		return e
	}
	return &Error{Code: e.Code, Zh: name + "：" + e.Zh, En: name + ": " + e.En, cause: e.cause}
}

var (
	errEmpty     = refuse(Empty, "文件是空的", "the file is empty")
	errBinary    = refuse(Binary, "不是文字文件，无法读取", "this is not a text document")
	errNoText    = refuse(NoText, "PDF 里没有文字（可能是扫描件），请先做文字识别", "the PDF holds no text (probably scanned pages); run text recognition on it first")
	errNoHeader  = refuse(NoHeader, "表格里找不到表头（如“项目名称”“总投资（万元）”），无法识别各列", "the table has no header row (such as \"project\", \"total investment\"), so its columns cannot be told")
	errEncrypted = refuse(Encrypted, "文件设有密码，请去掉密码后再试", "the file is protected by a password; remove it and try again")
)

func errDamaged(kind string) *Error {
	return refusef(Damaged, "%s 文件已损坏或不完整", "the %s file is damaged or incomplete", kind)
}

func errTooLarge(size string) *Error {
	return refusef(TooLarge, "文件太大（最多 %s）", "the file is too large (at most %s)", size)
}

func errUnpacks() *Error {
	return refuse(TooLarge, "文件解压后过大，未读取", "the file unpacks to far more than a document should and was not read")
}
