namespace Sonde.Probes;

/// <summary>What services on well-known ports do, so that the right thing is tried first and nothing that does harm.</summary>
public static class PortHabits
{
    /// <summary>How long to wait for a greeting before saying something.</summary>
    public static TimeSpan GreetingOf(int port) =>
        port switch
        {
            21 or 22 or 23 or 25 or 110 or 119 or 143 or 220 or 587 or 2121 or 2222 or 2525 or 3306 or 5900 =>
                TimeSpan.FromSeconds(2),
            _ when SpeaksTls(port) || SpeaksHttp(port) || port is 6379 or 5432 => TimeSpan.Zero,
            _ => TimeSpan.FromMilliseconds(500),
        };

    /// <summary>Whether TLS is the most likely thing there.</summary>
    public static bool SpeaksTls(int port) =>
        port
            is 443
                or 465
                or 563
                or 636
                or 853
                or 989
                or 990
                or 992
                or 993
                or 995
                or 2376
                or 4443
                or 5061
                or 5671
                or 6443
                or 6514
                or 6697
                or 8443
                or 8883
                or 9443
                or 10250;

    /// <summary>Whether HTTP in the clear is the most likely thing there.</summary>
    public static bool SpeaksHttp(int port) =>
        port
            is 80
                or 591
                or 2375
                or 3000
                or 5000
                or 5601
                or 8000
                or 8008
                or 8080
                or 8081
                or 8088
                or 8888
                or 9090
                or 9200
                or 15672;

    /// <summary>Whether nothing is said there: printers print what they are sent, others take it for an attack.</summary>
    public static bool IsLeftAlone(int port) =>
        port
            is 53
                or 111
                or 135
                or 139
                or 445
                or 502
                or 514
                or 515
                or 1433
                or 1521
                or 3389
                or 102
                or 2404
                or 20000
                or 44818
                or (>= 9100 and <= 9107);

    /// <summary>A harmless question in the service's own language; null where HTTP is asked for.</summary>
    public static byte[]? QuestionOf(int port) =>
        port switch
        {
            6379 => "PING\r\n"u8.ToArray(), // to Redis, the line Host: of HTTP is an attack
            5432 => [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f], // PostgreSQL's SSLRequest
            _ => null,
        };
}
