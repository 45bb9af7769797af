using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that join what is known of a capture: what is wrong in it, and whether a statement about it holds.</summary>
internal static class ClaimTools
{
    public static IEnumerable<ITool> All =>
        [
            new Tool<PagedCaptureArguments, DiagnoseCapture>(
                "diagnose_capture",
                "Diagnose a capture",
                "What is wrong in a capture, in one pass: causes in name resolution, reachability, TCP loss and resets, windows, slow servers, "
                    + "TLS, certificates, application errors and attacks, ranked, each with confidence, what supports it and speaks against it, hosts, "
                    + "frames, what cannot be seen, and the tool to ask next. Use it first when something is slow or broken.",
                ToolHints.Reads,
                DiagnoseCaptureQuestion.Ask
            ),
            new Tool<ClaimArguments, VerifyClaim>(
                "verify_claim",
                "Verify a claim",
                "Judges one structured statement about a capture: supported, contradicted, or not_observable and why, with the figures and "
                    + "frames it was judged by. Give kind and the members that it takes. Use it before you rely on or report something that "
                    + "you believe of a capture, such as who reset a connection, or that no DNS answer took over 100 ms.",
                ToolHints.Reads,
                VerifyClaimQuestion.Ask
            ),
        ];
}
