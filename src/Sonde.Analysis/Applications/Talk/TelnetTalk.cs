using System.Text;

namespace Sonde.Analysis;

/// <summary>Reads a conversation of Telnet, RFC 854: options, terminal, the name that logs in. What is typed besides is passed over.</summary>
/// <remarks>Memory: the end of the server's text and one typed line, both at most <see cref="MostText"/> octets.</remarks>
internal sealed class TelnetTalk(ConversationFacts facts) : IApplicationReader
{
    /// <summary>Usual port.</summary>
    public static readonly ushort[] Ports = [23];

    private const int MostText = 80;
    private const byte Command = 255; // IAC
    private const byte Begin = 250; // SB
    private const byte End = 240; // SE
    private const byte TerminalType = 24; // RFC 1091
    private const byte Is = 0;

    private readonly Side _client = new();
    private readonly Side _server = new();
    private readonly StringBuilder _shown = new();
    private readonly StringBuilder _typed = new();
    private bool _hasBanner;
    private bool _wantsName;

    private enum Place : byte
    {
        Text,
        Command,
        Option,
        Parameters,
        CommandInParameters,
    }

    public static Recognition Recognize(in StreamOpening opening)
    {
        bool isTurned = opening.InitiatorPort == Ports[0] && opening.ResponderPort != Ports[0];
        Look one = Of(opening.FromInitiator);
        Look other = Of(opening.FromResponder);
        if (one == Look.Certain || other == Look.Certain)
            return new Recognition(Certainty.Certain, isTurned);
        bool isUsual = isTurned || opening.ResponderPort == Ports[0];
        if (isUsual && (one is Look.Weak or Look.Fits || other is Look.Weak or Look.Fits))
            return new Recognition(Certainty.Unsure, isTurned);
        return one is Look.No or Look.Weak || other is Look.No or Look.Weak
            ? Recognition.NotMine
            : Recognition.NeedMore;
    }

    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        Side side = fromClient ? _client : _server;
        foreach (byte octet in octets)
            Read(side, fromClient, octet);
    }

    public void OnGap(bool fromClient, long length, StreamPlace place) =>
        (fromClient ? _client : _server).Place = Place.Text;

    private void Read(Side side, bool fromClient, byte octet)
    {
        switch (side.Place)
        {
            case Place.Text when octet == Command:
                side.Place = Place.Command;
                break;
            case Place.Text:
                OnText(fromClient, octet);
                break;
            case Place.Command when octet is >= 251 and <= 254:
                (side.Place, side.Verb) = (Place.Option, octet);
                break;
            case Place.Command when octet == Begin:
                side.Place = Place.Parameters;
                side.Parameters.Clear();
                break;
            case Place.Command:
                side.Place = Place.Text;
                break;
            case Place.Option:
                string verb = side.Verb switch
                {
                    251 => "WILL",
                    252 => "WON'T",
                    253 => "DO",
                    _ => "DON'T",
                };
                facts.Count(fromClient ? "client_options" : "server_options", $"{verb} {OptionName(octet)}");
                side.Place = Place.Text;
                break;
            case Place.Parameters when octet == Command:
                side.Place = Place.CommandInParameters;
                break;
            case Place.Parameters:
                if (side.Parameters.Count < MostText)
                    side.Parameters.Add(octet);
                break;
            case Place.CommandInParameters:
                side.Place = octet == End ? Place.Text : Place.Parameters;
                if (octet == End && side.Parameters is [TerminalType, Is, ..])
                    facts.Say("terminal", side.Parameters.ToArray().AsSpan(2));
                break;
        }
    }

    private void OnText(bool fromClient, byte octet)
    {
        if (!fromClient)
            OnShown(octet);
        else if (_wantsName)
            OnTyped(octet);
    }

    private void OnShown(byte octet)
    {
        if (octet is (byte)'\r' or (byte)'\n')
        {
            if (_shown.Length > 0 && !_wantsName)
                facts.Say("banner", FirstLine());
            _shown.Clear();
            return;
        }
        if (octet < ' ' || _shown.Length == MostText)
            return;
        _shown.Append((char)octet);
        if (octet != ':')
            return;
        string prompt = _shown.ToString().TrimEnd(' ', ':');
        if (
            prompt.EndsWith("login", StringComparison.OrdinalIgnoreCase)
            || prompt.EndsWith("username", StringComparison.OrdinalIgnoreCase)
        )
        {
            _wantsName = !prompt.EndsWith("Last login", StringComparison.OrdinalIgnoreCase);
            _typed.Clear();
        }
        else if (prompt.EndsWith("password", StringComparison.OrdinalIgnoreCase))
        {
            _wantsName = false;
        }
    }

    private string? FirstLine()
    {
        if (_hasBanner)
            return null;
        _hasBanner = true;
        return _shown.ToString();
    }

    private void OnTyped(byte octet)
    {
        if (octet is (byte)'\r' or (byte)'\n' or 0)
        {
            if (_typed.Length > 0)
            {
                facts.Say("user", _typed.ToString());
                _wantsName = false;
            }
            _typed.Clear();
        }
        else if (octet is 8 or 127)
            _typed.Length = Math.Max(0, _typed.Length - 1);
        else if (octet >= ' ' && _typed.Length < MostText)
            _typed.Append((char)octet);
    }

    private static Look Of(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (octets[0] != Command)
            return octets[0] is >= 9 and < 127 ? Look.Weak : Look.No;
        if (octets.Length < 3)
            return Look.More;
        if (octets[1] is not (>= 250 and <= 254) || octets[2] > 70)
            return octets[1] is >= 240 and <= 249 ? Look.Weak : Look.No;
        return octets.Length == 3 ? Look.Fits
            : octets[3] == Command || octets[1] == Begin ? Look.Certain
            : Look.Fits;
    }

    private static string OptionName(byte option) =>
        option switch
        {
            0 => "Binary Transmission",
            1 => "Echo",
            3 => "Suppress Go Ahead",
            5 => "Status",
            6 => "Timing Mark",
            24 => "Terminal Type",
            25 => "End of Record",
            31 => "Negotiate About Window Size",
            32 => "Terminal Speed",
            33 => "Remote Flow Control",
            34 => "Linemode",
            35 => "X Display Location",
            36 => "Environment Option",
            37 => "Authentication Option",
            38 => "Encryption Option",
            39 => "New Environment Option",
            _ => Words.Number(option),
        };

    private sealed class Side
    {
        public Place Place { get; set; }

        public byte Verb { get; set; }

        public List<byte> Parameters { get; } = [];
    }
}
