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
                (engine, arguments, context) => StartCaptureQuestion.Ask(engine, arguments, context)
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
            new Tool<CaptureStartArguments, MemoryCapture>(
                "capture_start",
                "Start a capture in memory",
                "Captures packets of an interface and keeps the last ones in memory, as a ring, until it is stopped or its time is over. "
                    + "get_packets shows them, save_recent_packets saves what has passed; tools that read captures take the capture_id.",
                Starts,
                (engine, arguments, context) => CaptureStartQuestion.Ask(engine, arguments, context)
            ),
            new Tool<CaptureStopArguments, EndedCapture>(
                "capture_stop",
                "Stop a capture in memory",
                "Ends a capture at once, also on an idle interface, and says how many packets there were and how many were dropped. The packets "
                    + "that are kept stay readable.",
                Stops,
                (engine, arguments, context) => CaptureStopQuestion.Ask(engine, arguments, context)
            ),
            new Tool<GetPacketsArguments, LivePacketList>(
                "get_packets",
                "Packets of a live capture",
                "The most recent packets of a live capture, decoded, by protocol, addresses, port or display filter; also while it runs. Use it to see "
                    + "what passes an interface now.",
                ToolHints.Reads,
                (engine, arguments, context) => GetPacketsQuestion.Ask(engine, arguments, context)
            ),
            new Tool<SaveRecentArguments, SavedPackets>(
                "save_recent_packets",
                "Save what has just passed",
                "Looks back: writes the last seconds, or any past window, of a running capture (in memory or a ring of files) into a pcapng file "
                    + "for the tools that read captures. Use it when something has just happened.",
                Starts,
                (engine, arguments, context) => SaveRecentQuestion.Ask(engine, arguments, context)
            ),
        ];
}
