namespace Sonde.Engine;

/// <summary>What the outcome of steps means: what it rules out, what may be the cause, what to ask next.</summary>
internal static class DiagnoseMeaning
{
    /// <summary>What cannot be the cause, since a step that needs it worked.</summary>
    public static IReadOnlyList<string> RuledOut(IReadOnlyList<DiagnoseStep> steps)
    {
        List<string> ruled = [];
        if (Worked("name"))
            ruled.Add("name resolution");
        if (Worked("route"))
            ruled.Add("a missing route on this machine");
        if (Worked("ping") || Worked("path") || Worked("port"))
            ruled.Add("an unreachable host");
        if (Worked("port"))
            ruled.Add("a firewall or a stopped service at this port");
        if (Worked("tls"))
            ruled.Add("certificate and handshake");
        if (Worked("http"))
            ruled.Add("the web server itself");
        return ruled;

        bool Worked(string step) => steps.Any(one => one.Step == step && one.IsOk);
    }

    /// <summary>What may be the cause of the first failure, most likely first.</summary>
    public static IReadOnlyList<string> Causes(DiagnoseStep failed, IReadOnlyList<DiagnoseStep> steps)
    {
        bool isAlive = steps.Any(step => step.Step is "ping" or "path" && step.IsOk);
        bool isRefused = failed.Detail.Contains("closed", StringComparison.Ordinal);
        return failed.Step switch
        {
            "name" =>
            [
                "the name is wrong or has expired",
                "the name server does not answer or does not know it",
                "the name has no address of the family asked for",
            ],
            "route" => ["the interface is down", "there is no default route of this family"],
            "port" when isRefused =>
            [
                "the service is not running, or listens on another port or address",
                "a firewall refuses with a reset",
            ],
            "port" when isAlive =>
            [
                "a firewall on the way or on the host drops this port",
                "the host accepts no more connections",
            ],
            "port" =>
            [
                "the host is down",
                "a firewall drops everything to it",
                "packets do not find the way there or back",
            ],
            "tls" =>
            [
                "the certificate is expired, for another name or from an authority that is not trusted",
                "server and client share no version or cipher suite",
                "a middlebox breaks the handshake",
            ],
            _ => ["the service behind the port fails or is overloaded", "it expects another name, path or protocol"],
        };
    }

    /// <summary>What to ask next.</summary>
    public static DiagnoseNext? Next(DiagnoseStep? failed, IReadOnlyList<DiagnoseStep> steps) =>
        failed?.Step switch
        {
            "name" => new(
                "dns_lookup",
                "With trace it shows which server on the way from the root fails, and what this machine's own files say."
            ),
            "route" => new("get_routes", "Shows all routes and the interfaces they use."),
            "port" when steps.Any(step => step.Step == "path" && !step.IsOk) => new(
                "mtr",
                "Shows over several rounds where on the way packets are lost."
            ),
            "port" => new(
                "batch_port_check",
                "Shows which other ports of the host are open: one filtered port is a firewall, all are the host."
            ),
            "tls" => new("tls_check", "Shows the whole chain, versions and cipher suites that the server accepts."),
            "http" => new("http_check", "Shows each redirect, header and the times of each part."),
            _ => steps.Any(step => step is { Step: "ping", Status: "warning" })
                ? new("mtr", "Shows whether packets are lost on the way or only pings are left unanswered.")
                : null,
        };
}
