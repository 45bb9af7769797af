using System.Diagnostics;
using System.Globalization;
using Sonde.Engine;

namespace Sonde.Cli;

/// <summary>A bar on standard error that says how far a question has come, for people who wait at a terminal.</summary>
internal sealed class ProgressLine(TextWriter error) : IProgress<AskProgress>, IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400); // what is quicker needs no bar
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next = Patience;
    private bool _isShown;

    /// <summary>A bar where somebody can see it: standard error is a terminal that can go back to the start of a line.</summary>
    public static ProgressLine? ForThisProcess() =>
        Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb"
            ? null
            : new ProgressLine(Console.Error);

    public void Report(AskProgress value)
    {
        if (_watch.Elapsed < _next)
            return;
        _next = _watch.Elapsed + Pause;
        _isShown = true;
        error.Write("\r" + Line(value) + "\x1b[K");
    }

    public void Dispose()
    {
        if (_isShown)
            error.Write("\r\x1b[K");
        _isShown = false;
    }

    private static string Line(AskProgress value)
    {
        if (value.Total is not > 0)
            return Clean.Text(value.Message);
        double share = Math.Clamp(value.Done / (double)value.Total, 0, 1);
        int full = (int)(share * BarWidth);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', full)}{new string('.', BarWidth - full)}] {share * 100, 3:0} %  {Clean.Text(value.Message)}"
        );
    }
}
