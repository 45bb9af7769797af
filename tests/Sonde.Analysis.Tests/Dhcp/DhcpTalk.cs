using System.Text;
using Sonde.Testing;
using Sonde.Wire;

namespace Sonde.Analysis.Tests;

/// <summary>Frames with DHCP messages; a client is the last octet of its hardware address.</summary>
internal static class DhcpTalk
{
    private const int OptionsAt = 240;

    /// <summary>What a client says.</summary>
    public static byte[] Request(byte type, byte client = 1, uint id = 7, string? hostName = null) =>
        Make.Udp(
            "0.0.0.0:68",
            "255.255.255.255:67",
            Message(
                1,
                client,
                id,
                null,
                [
                    53,
                    1,
                    type,
                    .. hostName is null
                        ? (byte[])[]
                        : [12, (byte)hostName.Length, .. Encoding.ASCII.GetBytes(hostName)],
                    255,
                ]
            )
        );

    /// <summary>What a server says: an address, lent for an hour.</summary>
    public static byte[] Reply(
        byte type,
        string address,
        byte client = 1,
        uint id = 7,
        string server = "192.0.2.67",
        byte[]? more = null
    ) =>
        Make.Udp(
            server + ":67",
            "255.255.255.255:68",
            Message(
                2,
                client,
                id,
                address,
                [53, 1, type, 54, 4, .. Make.Octets(server), 51, 4, 0, 0, 0x0e, 0x10, .. more ?? [], 255]
            )
        );

    /// <summary>A message with these options.</summary>
    public static byte[] Message(byte operation, byte client, uint id, string? yours, byte[] options)
    {
        byte[] message = new byte[OptionsAt + options.Length];
        (message[0], message[1], message[2]) = (operation, 1, 6);
        (message[4], message[5], message[6], message[7]) = (
            (byte)(id >> 24),
            (byte)(id >> 16),
            (byte)(id >> 8),
            (byte)id
        );
        if (yours is not null)
            Make.Octets(yours).CopyTo(message, 16);
        (message[28], message[33]) = (2, client);
        Make.Hex("63825363").CopyTo(message, 236);
        options.CopyTo(message, OptionsAt);
        return message;
    }

    /// <summary>Feeds the frames, a millisecond apart, to a tracker.</summary>
    public static DhcpTracker Track(params byte[][] frames)
    {
        var tracker = new DhcpTracker(0, 100);
        MadeFrames.Feed(new Pass(StandardProtocols.Create(), tracker), frames);
        return tracker;
    }
}
