using Sonde.Engine;

namespace Sonde.Mcp;

/// <summary>Tools that capture live packets into files.</summary>
internal static class LiveTools
{
    private static readonly ToolHints Starts = new(
        ReadOnly: false,
        Destructive: false,
        Idempotent: false,
        OpenWorld: false
    );
    private static readonly ToolHints Stops = new(
        ReadOnly: false,
        Destructive: false,
        Idempotent: true,
        OpenWorld: false
    );

    public static IEnumerable<ITool> All =>
        [
            new Tool<StartCaptureArguments, StartedCapture>(
                "start_packet_capture",
                "Start a live capture",
                "Captures packets of an interface of this machine into a pcapng file until a limit of time, packets or octets is reached or it is "
                    + "stopped; a wrong filter or a missing right fails at once. The tools that read captures take the file, also while it grows.",
                Starts,
                (engine, arguments, _) => StartCaptureQuestion.Ask(engine, arguments)
            ),
            new Tool<StopCaptureArguments, StoppedCapture>(
                "stop_packet_capture",
                "Stop a live capture",
                "Ends a live capture at once, also on an idle interface, and says how many packets were written and how many the system and the "
                    + "interface dropped. Stopping what has ended already gives the same answer again.",
                Stops,
                (engine, arguments, context) => StopCaptureQuestion.Ask(engine, arguments, context)
            ),
            new Tool<CaptureStatusArguments, CaptureStatus>(
                "get_capture_status",
                "Live captures",
                "How live captures stand: those that run with packets, octets and drops so far, and those that ended with the reason, also of an "
                    + "earlier run of the server. Use it to find a capture_id.",
                ToolHints.Reads,
                (engine, arguments, _) => CaptureStatusQuestion.Ask(engine, arguments)
            ),
            new Tool<CapturedFilesArguments, CapturedFiles>(
                "list_captured_files",
                "Captured files",
                "The capture files in the folder of live captures, newest first, with size, time and the capture that wrote them; with details the "
                    + "packets in each. Use it to choose a file for the tools that read captures.",
                ToolHints.Reads,
                (engine, arguments, context) => CapturedFilesQuestion.Ask(engine, arguments, context)
            ),
        ];
}
