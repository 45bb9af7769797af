// A server and a client of HTTP/3 over quic-go, for quic.sh.
//
//	http3 serve ADDRESS CERTIFICATE KEY    until it is ended
//	http3 ask KEYLOG                       the requests of the recording
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
	_ "unsafe" // for linkname

	"github.com/lucas-clemente/quic-go"
	"github.com/lucas-clemente/quic-go/http3"
)

// Packets after which an end updates its keys: usually 100,000, more than a sample has.
//
//go:linkname keyUpdateInterval github.com/lucas-clemente/quic-go/internal/handshake.KeyUpdateInterval
var keyUpdateInterval uint64

func main() {
	switch {
	case len(os.Args) == 5 && os.Args[1] == "serve":
		serve(os.Args[2], os.Args[3], os.Args[4])
	case len(os.Args) == 3 && os.Args[1] == "ask":
		ask(os.Args[2])
	default:
		log.Fatal("http3 serve ADDRESS CERTIFICATE KEY | http3 ask KEYLOG")
	}
}

func lines(count int) string {
	var text strings.Builder
	for n := 1; n <= count; n++ {
		fmt.Fprintf(&text, "line %d of a page that does not fit into one packet\n", n)
	}
	return text.String()
}

func serve(address, certificate, key string) {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", "quic-go")
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<!doctype html><title>Sonde</title><p>A page to look at.</p>\n")
		case "/long.txt":
			w.Header().Set("Content-Type", "text/plain")
			io.WriteString(w, lines(400))
		case "/packed.txt":
			w.Header().Set("Content-Type", "text/plain")
			w.Header().Set("Content-Encoding", "gzip")
			packer := gzip.NewWriter(w)
			io.WriteString(packer, lines(400))
			packer.Close()
		case "/old":
			http.Redirect(w, r, "/", http.StatusMovedPermanently)
		case "/form":
			io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusCreated)
			io.WriteString(w, "{\"saved\":true}")
		default:
			http.NotFound(w, r)
		}
	})
	server := http3.Server{Addr: address, Handler: mux}
	log.Fatal(server.ListenAndServeTLS(certificate, key))
}

type client struct {
	http    *http.Client
	carrier *http3.RoundTripper
}

func open(keys io.Writer, sessions tls.ClientSessionCache) client {
	carrier := &http3.RoundTripper{
		TLSClientConfig: &tls.Config{
			InsecureSkipVerify: true, // the certificate is of the recording
			ServerName:         "www.example.test",
			KeyLogWriter:       keys,
			ClientSessionCache: sessions,
		},
		QuicConfig: &quic.Config{},
	}
	noRedirect := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client{&http.Client{Transport: carrier, CheckRedirect: noRedirect, Timeout: 10 * time.Second}, carrier}
}

func (c client) ask(method, url, body string) {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Host = "www.example.test"
	request.Header.Set("User-Agent", "sonde-sample")
	if body == "" {
		request.Body = nil
	} else {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Authorization", "Bearer example")
	}
	response, err := c.http.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	var octets bytes.Buffer
	if _, err := io.Copy(&octets, response.Body); err != nil {
		log.Fatal(err)
	}
	response.Body.Close()
	fmt.Println(method, url, response.StatusCode, octets.Len())
}

func ask(log_ string) {
	keys, err := os.Create(log_)
	if err != nil {
		log.Fatal(err)
	}
	defer keys.Close()
	sessions := tls.NewLRUClientSessionCache(4)

	// one after the other, then three at once
	first := open(keys, sessions)
	first.ask("GET", "https://192.0.2.80/", "")
	first.ask("GET", "https://192.0.2.80/missing?token=example", "")
	first.ask("POST", "https://192.0.2.80/form", "name=value&word="+strings.Repeat("two", 1000))
	var all sync.WaitGroup
	for _, path := range []string{"packed.txt", "old", ""} {
		all.Add(1)
		go func(path string) {
			first.ask("GET", "https://192.0.2.80/"+path, "")
			all.Done()
		}(path)
	}
	all.Wait()
	first.carrier.Close()

	// the session is taken up again, with a request in the early data
	again := open(keys, sessions)
	again.ask(http3.MethodGet0RTT, "https://192.0.2.80/", "")
	again.carrier.Close()

	// over IPv6, with updates of keys
	keyUpdateInterval = 8
	updated := open(keys, nil)
	updated.ask("GET", "https://[2001:db8:2::80]/long.txt", "")
	updated.ask("GET", "https://[2001:db8:2::80]/", "")
	updated.carrier.Close()
}
