package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"syscall"

	"github.com/BurntSushi/toml"
)

// config is everything that can be configured. The zero value with defaults
// works. A setting comes from, the last one winning: the default, the file,
// the environment (HOLM_ and the name in capitals), a flag.
type config struct {
	Data        string `toml:"data" help:"the data directory"`
	Instance    string `toml:"instance" help:"the name of this instance"`
	Listen      string `toml:"listen" help:"address and port of the server"`
	HTTP        bool   `toml:"http" help:"allow plain HTTP on an address that other machines reach"`
	URL         string `toml:"url" help:"the address people use, when a proxy stands in front"`
	Hosts       string `toml:"hosts" help:"other names the server answers to, with commas between"`
	Database    string `toml:"database" secret:"yes" help:"a SQL Server (sqlserver://...); empty is SQLite in the data directory"`
	LicenseFile string `toml:"license_file" help:"a document to install at start"`
	LogLevel    string `toml:"log_level" help:"debug, info, warn or error"`

	RefreshAddress string `toml:"refresh_address" help:"where the vendor is asked for newer documents once a day, as https://licence.vendor.example; empty: what the licence page says"`
	RefreshProxy   string `toml:"refresh_proxy" secret:"yes" help:"the proxy on the way there, as http://proxy.example:3128"`
	RefreshCA      string `toml:"refresh_ca" help:"a file with the certificates that are believed there instead of the system's"`

	MailHost     string `toml:"mail_host" help:"the mail server; when set, it goes before the one set in Administration"`
	MailPort     string `toml:"mail_port" help:"its port; the usual one of its security when not set"`
	MailSecurity string `toml:"mail_security" help:"starttls, tls, or none for a server on this machine"`
	MailLogin    string `toml:"mail_login" help:"the log-in at the mail server"`
	MailPassword string `toml:"mail_password" secret:"yes" help:"its password"`
	MailFrom     string `toml:"mail_from" help:"the address that mail comes from"`
	MailFromName string `toml:"mail_from_name" help:"the name that mail comes from"`
	MailSink     string `toml:"mail_sink" help:"the one address that a test installation writes to"`

	source map[string]string // setting → where it came from
	file   string
}

func defaults() config {
	return config{Data: "holm-data", Listen: "127.0.0.1:8480", LogLevel: "info", source: map[string]string{}}
}

// readConfig puts the settings together.
func readConfig(getenv func(string) string, c commands) (config, error) {
	cfg := defaults()
	data := first(c.Data, getenv("HOLM_DATA"), cfg.Data)
	cfg.file = first(c.Config, getenv("HOLM_CONFIG"))
	named := cfg.file != ""
	if !named {
		cfg.file = filepath.Join(data, "holm.toml")
	}
	text, err := os.ReadFile(cfg.file)
	switch {
	case !named && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)):
		cfg.file = ""
	case err != nil:
		return cfg, fmt.Errorf("reading the configuration: %w", err)
	default:
		if err := cfg.readFile(string(text)); err != nil {
			return cfg, err
		}
	}
	if err := cfg.readEnvironment(getenv); err != nil {
		return cfg, err
	}
	cfg.flag("data", &cfg.Data, c.Data)
	cfg.flag("instance", &cfg.Instance, c.Instance)
	return cfg, nil
}

// readFile takes over a TOML file and refuses what it does not know.
func (c *config) readFile(text string) error {
	meta, err := toml.Decode(text, c)
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		return fail(errUsage, "correct the line; holm config --help names the settings",
			"%s line %d: %s", c.file, syntax.Position.Line, syntax.Message)
	}
	if err != nil {
		return fail(errUsage, "correct the value; text stands in quotes, true and false do not", "%s: %v", c.file, err)
	}
	for _, key := range meta.Undecoded() {
		return fail(errUsage, "remove the line, or write one of "+strings.Join(settingNames(), ", "),
			"%s line %d: unknown setting %q", c.file, lineOf(text, key), key.String())
	}
	for _, key := range meta.Keys() {
		c.source[key.String()] = c.file
	}
	return nil
}

func (c *config) readEnvironment(getenv func(string) string) error {
	for _, s := range c.settings() {
		text := getenv("HOLM_" + strings.ToUpper(s.name))
		if text == "" {
			continue
		}
		if s.value.Kind() == reflect.Bool {
			on, err := strconv.ParseBool(text)
			if err != nil {
				return fail(errUsage, "write true or false", "HOLM_%s is %q", strings.ToUpper(s.name), text)
			}
			s.value.SetBool(on)
		} else {
			s.value.SetString(text)
		}
		c.source[s.name] = "environment"
	}
	return nil
}

func (c *config) flag(name string, target *string, value string) {
	if value != "" {
		*target, c.source[name] = value, "flag"
	}
}

// setting is one field of the configuration.
type setting struct {
	name, help string
	secret     bool
	value      reflect.Value
}

func (c *config) settings() []setting {
	var all []setting
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if name := f.Tag.Get("toml"); name != "" {
			all = append(all, setting{name, f.Tag.Get("help"), f.Tag.Get("secret") != "", v.Field(i)})
		}
	}
	return all
}

func settingNames() []string {
	var names []string
	for _, s := range new(config).settings() {
		names = append(names, s.name)
	}
	sort.Strings(names)
	return names
}

// lineOf finds the line of a key, 1 when it cannot.
func lineOf(text string, key toml.Key) int {
	for n, line := range strings.Split(text, "\n") {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "=")
		name = strings.Trim(strings.TrimSpace(name), `"[]`)
		if name == key.String() || name == key[len(key)-1] {
			return n + 1
		}
	}
	return 1
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
