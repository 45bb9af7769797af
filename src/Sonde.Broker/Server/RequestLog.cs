using System.Globalization;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>One line for each request, with who asked; a flood of one user is counted instead.</summary>
/// <remarks>For several threads. Lines hold no text of a client that was not checked.</remarks>
internal sealed class RequestLog(Action<string> write)
{
    private const int LinesPerSecond = 60;

    private readonly Lock _gate = new();
    private readonly Dictionary<uint, int> _lines = [];
    private long _second;
    private long _leftOut;

    public void Say(LocalPeer peer, string text)
    {
        lock (_gate)
        {
            long second = Environment.TickCount64 / 1000;
            if (second != _second)
            {
                _second = second;
                _lines.Clear();
                if (_leftOut > 0)
                    write(string.Create(CultureInfo.InvariantCulture, $"{_leftOut} lines were left out"));
                _leftOut = 0;
            }
            int lines = _lines.GetValueOrDefault(peer.User);
            _lines[peer.User] = lines + 1;
            if (lines >= LinesPerSecond)
                _leftOut++;
            else
                write(string.Create(CultureInfo.InvariantCulture, $"uid={peer.User} pid={peer.Pid} {text}"));
        }
    }
}
