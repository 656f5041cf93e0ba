package localapi

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/gif"  // pictures that a chat takes
	_ "image/jpeg" //
	_ "image/png"  //
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

const (
	maxPhotoBytes    = 10 << 20
	maxDownloadBytes = 20 << 20
	maxUploadBytes   = 50 << 20
)

// storedFile is a file that came in a message or an upload.
type storedFile struct {
	id, unique    string
	path          string // below /file/bot<token>/
	name, mime    string
	data          []byte
	photo         bool
	width, height int
}

// fileStore keeps the latest files up to a number of bytes.
type fileStore struct {
	byID   map[string]*storedFile
	byPath map[string]*storedFile
	order  []*storedFile
	bytes  int
	limit  int
	count  int
}

func (f *fileStore) init(limit int) {
	f.byID, f.byPath, f.limit = map[string]*storedFile{}, map[string]*storedFile{}, limit
}

func (f *fileStore) add(kind string, u *upload) *storedFile {
	f.count++
	ext := path.Ext(u.name)
	if ext == "" {
		ext = ".bin"
	}
	mimeType := u.mime
	if mimeType == "" || mimeType == "application/octet-stream" {
		mimeType = mime.TypeByExtension(ext)
	}
	if mimeType == "" {
		mimeType = http.DetectContentType(u.data)
	}
	mimeType, _, _ = strings.Cut(mimeType, ";")
	file := &storedFile{
		id:     fmt.Sprintf("BQACAgUAAxkB%08dlocal%s", f.count, kind[:1]),
		unique: fmt.Sprintf("AgAD%08d", f.count),
		path:   fmt.Sprintf("%s/file_%d%s", kind, f.count, ext),
		name:   u.name, mime: mimeType, data: u.data, photo: kind == "photos",
	}
	f.byID[file.id], f.byPath[file.path] = file, file
	f.order = append(f.order, file)
	f.bytes += len(u.data)
	for f.bytes > f.limit && len(f.order) > 1 {
		old := f.order[0]
		f.order = f.order[1:]
		f.bytes -= len(old.data)
		delete(f.byID, old.id)
		delete(f.byPath, old.path)
	}
	return file
}

// document is the file as a message shows it.
func (f *storedFile) document() *Document {
	return &Document{FileID: f.id, FileUniqueID: f.unique, FileName: f.name, MIMEType: f.mime, FileSize: len(f.data)}
}

// sizes are the picture's sizes, the smaller first.
func (f *storedFile) sizes() []PhotoSize {
	full := PhotoSize{FileID: f.id, FileUniqueID: f.unique, Width: f.width, Height: f.height, FileSize: len(f.data)}
	if longest := max(f.width, f.height); longest > 320 {
		small := full
		small.FileUniqueID += "s"
		small.Width, small.Height = max(f.width*320/longest, 1), max(f.height*320/longest, 1)
		return []PhotoSize{small, full}
	}
	return []PhotoSize{full}
}

// checkPhoto tells whether the upload can be a photo, and its size.
func checkPhoto(u *upload) (width, height int, err error) {
	if len(u.data) == 0 {
		return 0, 0, wrong("photo", "file must be non-empty")
	}
	if len(u.data) > maxPhotoBytes {
		return 0, 0, wrong("photo", "file is too big")
	}
	cfg, _, err := image.DecodeConfig(bytes.NewReader(u.data))
	if err != nil {
		return 0, 0, wrong("photo", "IMAGE_PROCESS_FAILED")
	}
	long, short := max(cfg.Width, cfg.Height), min(cfg.Width, cfg.Height)
	if cfg.Width+cfg.Height > 10000 || short == 0 || long > 20*short {
		return 0, 0, wrong("photo", "PHOTO_INVALID_DIMENSIONS")
	}
	return cfg.Width, cfg.Height, nil
}

// checkDocument tells whether the upload can be a document.
func checkDocument(u *upload) error {
	switch {
	case len(u.data) == 0:
		return wrong("document", "file must be non-empty")
	case len(u.data) > maxUploadBytes:
		return errTooLarge
	}
	return nil
}

// media is what a send method's file field names: an upload, or a file known
// by its id.
type media struct {
	upload        *upload
	known         *storedFile
	width, height int
}

// readMedia reads the field of the kind "photo" or "document". It takes the lock
// only to look a file up.
func (s *Server) readMedia(c *call, field, kind string) (*media, error) {
	value := c.fields[field]
	up := c.files[field]
	if name, ok := strings.CutPrefix(value, "attach://"); ok {
		up = c.files[name]
	}
	m := &media{upload: up}
	var err error
	switch {
	case up == nil:
		s.mu.Lock()
		m.known = s.files.byID[value]
		s.mu.Unlock()
		if m.known == nil {
			return nil, bad("wrong remote file identifier specified: Wrong string length")
		}
		if m.known.photo != (kind == "photo") {
			return nil, bad("type of file mismatch")
		}
	case kind == "photo":
		m.width, m.height, err = checkPhoto(up)
	default:
		err = checkDocument(up)
	}
	return m, err
}

// attach stores the media, if it is new, and puts it into the message.
func (s *Server) attach(m *Message, md *media, kind string) {
	file := md.known
	if file == nil {
		file = s.files.add(kind+"s", md.upload)
		file.width, file.height = md.width, md.height
	}
	if kind == "photo" {
		m.Photo = file.sizes()
	} else {
		m.Document = file.document()
	}
}

func (s *Server) getFile(_ context.Context, c *call) (any, error) {
	id := c.fields["file_id"]
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files.byID[id]
	if f == nil {
		return nil, bad("wrong file_id or the file is temporarily unavailable")
	}
	if len(f.data) > maxDownloadBytes {
		return nil, bad("file is too big")
	}
	return map[string]any{"file_id": f.id, "file_unique_id": f.unique, "file_size": len(f.data), "file_path": f.path}, nil
}

// serveFile answers /file/bot<token>/<path>.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	if token != s.opts.Token {
		writeRefusal(w, errUnauthorized)
		return
	}
	s.mu.Lock()
	f := s.files.byPath[name]
	s.mu.Unlock()
	if f == nil || len(f.data) > maxDownloadBytes {
		writeRefusal(w, errNoMethod)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.Itoa(len(f.data)))
	if r.Method != http.MethodHead {
		w.Write(f.data)
	}
}

// File is the content of a file by its id, with its name.
func (s *Server) File(id string) (name string, data []byte, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files.byID[id]
	if f == nil {
		return "", nil, false
	}
	return f.name, f.data, true
}
