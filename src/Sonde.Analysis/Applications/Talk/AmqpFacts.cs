using System.Globalization;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Takes facts from frames of AMQP 0-9-1: methods, the mechanism and the user of a login, names of queues and exchanges, why a connection ends.</summary>
internal static class AmqpFacts
{
    private static ReadOnlySpan<byte> Plain => "PLAIN"u8;

    /// <summary>Takes what one message says; of a login the user, never the password.</summary>
    public static void Take(ConversationFacts facts, ReadOnlySpan<byte> message)
    {
        if (Amqp.TryRead(message, out Amqp amqp) > ReadStatus.Cut)
            return;
        if (amqp.IsInit)
        {
            (int major, int minor, int revision) = amqp.Version;
            facts.Say("version", string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}.{revision}"));
            return;
        }
        (int type, int method) = amqp.Method;
        if (type == 0)
            return;
        facts.Count("methods", MethodName(type, method));
        var cursor = new OctetCursor(amqp.Arguments);
        switch (type, method)
        {
            case (10, 11): // Start-Ok: properties, mechanism, response, locale
                cursor.Take(cursor.Word());
                ReadOnlySpan<byte> mechanism = Short(ref cursor);
                facts.Say("auth", mechanism);
                if (mechanism.SequenceEqual(Plain))
                    SayUser(facts, cursor.Take(cursor.Word()));
                break;
            case (10, 40): // Open
                facts.Say("virtual_host", Short(ref cursor));
                break;
            case (10, 50) or (20, 40): // Close: code and text
                int code = cursor.Short();
                string text = System.Text.Encoding.UTF8.GetString(Short(ref cursor));
                facts.Say("closed", string.Create(CultureInfo.InvariantCulture, $"{code} {text}"));
                break;
            case (40, 10): // Exchange.Declare
                cursor.Short();
                facts.Say("exchanges", Short(ref cursor));
                break;
            case (50, 10) or (60, 20): // Queue.Declare, Basic.Consume
                cursor.Short();
                facts.Say("queues", Short(ref cursor));
                break;
            case (60, 40): // Basic.Publish
                cursor.Short();
                facts.Say("exchanges", Short(ref cursor));
                facts.Say("routing_keys", Short(ref cursor));
                break;
        }
    }

    private static ReadOnlySpan<byte> Short(ref OctetCursor cursor) => cursor.Take(cursor.Byte());

    // RFC 4616: authorization identity, NUL, user, NUL, password
    private static void SayUser(ConversationFacts facts, ReadOnlySpan<byte> response)
    {
        int first = response.IndexOf((byte)0);
        int second = first < 0 ? -1 : response[(first + 1)..].IndexOf((byte)0);
        if (second > 0)
            facts.Say("user", response.Slice(first + 1, second));
    }

    private static string MethodName(int type, int method) =>
        (type, method) switch
        {
            (10, 10) => "Connection.Start",
            (10, 11) => "Connection.Start-Ok",
            (10, 30) => "Connection.Tune",
            (10, 31) => "Connection.Tune-Ok",
            (10, 40) => "Connection.Open",
            (10, 41) => "Connection.Open-Ok",
            (10, 50) => "Connection.Close",
            (10, 51) => "Connection.Close-Ok",
            (20, 10) => "Channel.Open",
            (20, 11) => "Channel.Open-Ok",
            (20, 40) => "Channel.Close",
            (20, 41) => "Channel.Close-Ok",
            (40, 10) => "Exchange.Declare",
            (40, 11) => "Exchange.Declare-Ok",
            (50, 10) => "Queue.Declare",
            (50, 11) => "Queue.Declare-Ok",
            (50, 20) => "Queue.Bind",
            (50, 21) => "Queue.Bind-Ok",
            (60, 20) => "Basic.Consume",
            (60, 21) => "Basic.Consume-Ok",
            (60, 40) => "Basic.Publish",
            (60, 60) => "Basic.Deliver",
            (60, 70) => "Basic.Get",
            (60, 80) => "Basic.Ack",
            _ => string.Create(CultureInfo.InvariantCulture, $"{type}.{method}"),
        };
}
