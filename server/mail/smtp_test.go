package mail_test

import (
	"bufio"
	"encoding/base64"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
)

// letter is what the server took.
type letter struct {
	from string
	to   []string
	raw  string
}

func (l letter) header(t *testing.T, name string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(l.raw))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header.Get(name)
}

// post is a mail server on this machine, as far as the sender needs one.
type post struct {
	t        *testing.T
	listener net.Listener

	mu       sync.Mutex
	taken    []letter
	dials    int
	login    string            // "name password" that it wants, "" for none
	answers  map[string]string // first word of a command, or "." after the text → another answer
	silent   string            // the command that it never answers
	hangUp   string            // the command after which it ends the connection, without a word
	hungUp   func()            // called then
	refusals map[string]string // address → answer to RCPT
}

func newPost(t *testing.T) *post {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{t: t, listener: l, answers: map[string]string{}, refusals: map[string]string{}}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { c.Close() })
			open.Go(func() { p.talk(c) })
		}
	})
	t.Cleanup(func() { l.Close() })
	return p
}

func (p *post) port() int64 { return int64(p.listener.Addr().(*net.TCPAddr).Port) }

func (p *post) set(change func(*post)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(p)
}

func (p *post) letters() []letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]letter(nil), p.taken...)
}

func (p *post) talk(c net.Conn) {
	defer c.Close()
	p.set(func(p *post) { p.dials++ })
	in := bufio.NewReader(c)
	say := func(s string) { _, _ = c.Write([]byte(s + "\r\n")) }
	say("220 post.example ready")
	var now letter
	for {
		text, err := in.ReadString('\n')
		if err != nil {
			return
		}
		text = strings.TrimRight(text, "\r\n")
		word := strings.ToUpper(strings.Fields(text + " .")[0])
		if p.odd(word, say) {
			return
		}
		switch answer := p.answer(word); {
		case answer != "":
			say(answer)
		case word == "EHLO":
			say("250-post.example\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME")
		case word == "AUTH":
			say(p.auth(text))
		case word == "MAIL":
			now = letter{from: between(text)}
			say("250 ok")
		case word == "RCPT":
			say(p.rcpt(&now, between(text)))
		case word == "DATA":
			say("354 go on")
			if !p.data(in, &now, say) {
				return
			}
		case word == "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// odd does what a server in trouble does.
func (p *post) odd(word string, _ func(string)) (gone bool) {
	p.mu.Lock()
	silent, hangUp, then := p.silent == word, p.hangUp == word, p.hungUp
	p.mu.Unlock()
	if silent {
		<-p.t.Context().Done()
		return true
	}
	if hangUp && then != nil {
		then()
	}
	return hangUp
}

func (p *post) answer(word string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.answers[word]
}

func (p *post) auth(text string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	parts := strings.Fields(text)
	b, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err == nil && strings.Join(strings.Split(string(b), "\x00")[1:], " ") == p.login {
		return "235 welcome"
	}
	return "535 5.7.8 name or password is wrong"
}

func (p *post) rcpt(now *letter, to string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if answer := p.refusals[to]; answer != "" {
		return answer
	}
	now.to = append(now.to, to)
	return "250 ok"
}

// data takes the text; false when the connection ends.
func (p *post) data(in *bufio.Reader, now *letter, say func(string)) bool {
	var raw strings.Builder
	for {
		text, err := in.ReadString('\n')
		if err != nil {
			return false
		}
		if text == ".\r\n" {
			break
		}
		raw.WriteString(strings.TrimPrefix(text, "."))
	}
	now.raw = raw.String()
	if answer := p.answer("."); answer != "" {
		say(answer)
		return true
	}
	p.set(func(p *post) { p.taken = append(p.taken, *now) })
	if p.odd(".", say) {
		return false
	}
	say("250 taken")
	return true
}

func between(text string) string {
	_, text, _ = strings.Cut(text, "<")
	text, _, _ = strings.Cut(text, ">")
	return text
}
