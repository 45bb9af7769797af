using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that judge statements about a capture.</summary>
internal static class ClaimTools
{
    public static IEnumerable<ITool> All =>
        [
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
