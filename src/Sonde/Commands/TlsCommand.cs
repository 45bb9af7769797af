using System.CommandLine;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary><c>sonde tls</c>: handshakes, certificates, alerts, cipher suites, hosts asked for.</summary>
internal static class TlsCommand
{
    public static Command Create(Question question)
    {
        var page = new PageOptions(100, "--top");
        var view = new Option<string?>("--view")
        {
            Description =
                "handshakes (if not given), certificates, alerts, ciphers, or sni: what does not fit the host.",
        };
        view.AcceptOnlyFromAmong("handshakes", "certificates", "alerts", "ciphers", "sni");
        return question.Command(
            "tls",
            "TLS without keys: handshakes, certificates, alerts, cipher suites, hosts asked for.",
            [view, .. page.All],
            (parsed, asked) =>
            {
                PagedCaptureArguments Arguments() => new() { Limit = page.Limit(parsed), Offset = page.Offset(parsed) };
                return parsed.GetValue(view) switch
                {
                    "certificates" => asked.Answer(Arguments, CertificateQuestion.Ask, TlsViews.Show),
                    "alerts" => asked.Answer(Arguments, TlsAlertsQuestion.Ask, TlsViews.Show),
                    "ciphers" => asked.Answer(Arguments, TlsCiphersQuestion.Ask, TlsViews.Show),
                    "sni" => asked.Answer(Arguments, SniQuestion.Ask, TlsViews.Show),
                    _ => asked.Answer(Arguments, TlsHandshakesQuestion.Ask, TlsViews.Show),
                };
            }
        );
    }
}
