using System.Runtime.InteropServices;

namespace Sonde.Cli;

/// <summary>Runs a command so that an interrupt ends its work in order; a second one ends the process.</summary>
internal static class Interruptible
{
    /// <summary>Runs it here. Asynchronous invocation would cost a short question a tenth of its time.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(Func<CancellationToken, int> run)
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return run(stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
