using System.Text;
using Sonde.Testing;
using Sonde.Wire;

namespace Sonde.Analysis.Tests.Filter;

/// <summary>Six packets that most sentences about filters are tried on.</summary>
internal static class Traffic
{
    public static byte[][] Packets { get; } =
    [
        Make.Tcp("10.0.0.1:40000", "10.0.0.2:80", 100, 0, TcpFlags.Syn, [], options: [2, 4, 5, 0xb4, 1, 1, 4, 2]),
        Make.Tcp("10.0.0.2:80", "10.0.0.1:40000", 900, 101, TcpFlags.Syn | TcpFlags.Ack, []),
        Make.Tcp(
            "10.0.0.1:40000",
            "10.0.0.2:80",
            101,
            901,
            TcpFlags.Ack | TcpFlags.Psh,
            "GET /Index HTTP/1.1\r\n\r\n"u8
        ),
        Make.Udp("10.0.0.1:5000", "192.0.2.7:6000", "Hello, wörld"u8),
        Make.Udp("192.0.2.7:6000", "10.0.0.1:5000", [0, 1, 2, 3, 0xff]),
        Make.Ethernet(0x88b5, Encoding.ASCII.GetBytes("local experiment")),
    ];

    /// <summary>The numbers of the packets that a filter selects, joined by blanks.</summary>
    public static string Select(string filter)
    {
        var run = new FilterRun();
        if (run.Add(filter) is { } error)
            return error.Message;
        run.Read(Packets);
        return string.Join(' ', run.Results.Single().Frames);
    }

    /// <summary>What is wrong with a filter.</summary>
    public static FilterError Wrong(string filter)
    {
        FilterResult result = DisplayFilter.Parse(filter, new FilterRun().Catalog);
        Xunit.Assert.Null(result.Condition);
        return Xunit.Assert.IsType<FilterError>(result.Error);
    }
}
