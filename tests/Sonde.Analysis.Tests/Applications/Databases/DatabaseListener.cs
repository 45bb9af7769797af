using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace Sonde.Analysis.Tests.Applications.Databases;

/// <summary>Keeps what readers of databases tell, and builds what clients and servers send.</summary>
internal sealed class DatabaseListener : IDatabaseSink
{
    public List<DatabaseQuery> Queries { get; } = [];

    public List<DatabaseSession> Sessions { get; } = [];

    public List<string> Streams { get; } = [];

    public DatabaseQuery Only => Assert.Single(Queries);

    public DatabaseSession Session => Assert.Single(Sessions);

    public IObserver[] Observers() =>
        [
            .. StandardApplications.Observe(
                new ApplicationSinks
                {
                    Databases = this,
                    Streams = stream => Streams.Add(stream.Application?.Name ?? "nothing"),
                }
            ),
        ];

    public void OnQuery(DatabaseQuery query) => Queries.Add(query);

    public void OnSession(DatabaseSession session) => Sessions.Add(session);

    public static byte[] Mysql(byte sequence, params byte[] payload) =>
        [(byte)payload.Length, (byte)(payload.Length >> 8), 0, sequence, .. payload];

    public static byte[] MysqlGreeting() =>
        Mysql(
            0,
            [
                10,
                .. "8.0.36\0"u8,
                1,
                0,
                0,
                0,
                .. "12345678\0"u8,
                0xff,
                0xf7,
                33,
                2,
                0,
                0xff,
                0x81,
                21,
                .. new byte[10],
                .. "123456789012\0"u8,
                .. "mysql_native_password\0"u8,
            ]
        );

    public static byte[] MysqlLogin(uint more = 0)
    {
        byte[] head = new byte[32];
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0x0008_8208 | more);
        return Mysql(
            1,
            [.. head, .. "ann\0"u8, 3, .. "\u0001\u0002\u0003"u8, .. "shop\0"u8, .. "mysql_native_password\0"u8]
        );
    }

    public static byte[] MysqlCommand(byte command, string text) =>
        Mysql(0, [command, .. Encoding.UTF8.GetBytes(text)]);

    public static byte[] Postgres(char type, params byte[] body)
    {
        byte[] message = [(byte)type, 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), body.Length + 4);
        return message;
    }

    public static byte[] Postgres(char type, string body) => Postgres(type, Encoding.UTF8.GetBytes(body));

    public static byte[] PostgresStartup(uint code, string body)
    {
        byte[] message = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), code);
        Encoding.UTF8.GetBytes(body).CopyTo(message.AsSpan(8));
        return message;
    }
}
