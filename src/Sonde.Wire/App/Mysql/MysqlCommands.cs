namespace Sonde.Wire;

/// <summary>The commands of the MySQL protocol.</summary>
public static class MysqlCommands
{
    /// <summary>Ends the connection.</summary>
    public const byte Quit = 1;

    /// <summary>Chooses a database.</summary>
    public const byte InitDatabase = 2;

    /// <summary>A statement as text.</summary>
    public const byte Query = 3;

    /// <summary>Asks for the columns of a table.</summary>
    public const byte FieldList = 4;

    /// <summary>Asks for a line of statistics.</summary>
    public const byte Statistics = 9;

    /// <summary>Logs in as somebody else.</summary>
    public const byte ChangeUser = 17;

    /// <summary>The server sends its log; nothing else follows.</summary>
    public const byte BinlogDump = 18;

    /// <summary>A statement to prepare.</summary>
    public const byte Prepare = 22;

    /// <summary>Runs a prepared statement.</summary>
    public const byte Execute = 23;

    /// <summary>A long parameter; not answered.</summary>
    public const byte SendLongData = 24;

    /// <summary>Forgets a prepared statement; not answered.</summary>
    public const byte CloseStatement = 25;

    /// <summary>Asks for rows of a prepared statement.</summary>
    public const byte Fetch = 28;

    /// <summary>The last number that is a command.</summary>
    public const byte Last = 32;

    private static readonly string[] Names = (
        "COM_SLEEP COM_QUIT COM_INIT_DB COM_QUERY COM_FIELD_LIST COM_CREATE_DB COM_DROP_DB COM_REFRESH COM_SHUTDOWN "
        + "COM_STATISTICS COM_PROCESS_INFO COM_CONNECT COM_PROCESS_KILL COM_DEBUG COM_PING COM_TIME COM_DELAYED_INSERT "
        + "COM_CHANGE_USER COM_BINLOG_DUMP COM_TABLE_DUMP COM_CONNECT_OUT COM_REGISTER_SLAVE COM_STMT_PREPARE "
        + "COM_STMT_EXECUTE COM_STMT_SEND_LONG_DATA COM_STMT_CLOSE COM_STMT_RESET COM_SET_OPTION COM_STMT_FETCH COM_DAEMON "
        + "COM_BINLOG_DUMP_GTID COM_RESET_CONNECTION COM_CLONE"
    ).Split(' ');

    /// <summary>The name of a command.</summary>
    public static string NameOf(byte command) => command < Names.Length ? Names[command] : "unknown command";

    /// <summary>A command that the server does not answer.</summary>
    public static bool IsSilent(byte command) => command is Quit or SendLongData or CloseStatement;
}
