namespace Sonde.Analysis;

/// <summary>Reads a conversation whose commands and answers are lines of text, and which may go on in TLS.</summary>
internal abstract class LineTalk : IApplicationReader, ILineReader
{
    private readonly ApplicationStream _stream;
    private readonly LineCutter _cutter;

    protected LineTalk(ApplicationStream stream, ConversationFacts facts)
    {
        (_stream, Facts) = (stream, facts);
        _cutter = new LineCutter(this);
    }

    /// <inheritdoc/>
    public bool IsOver { get; private set; }

    /// <summary>What is known of the conversation.</summary>
    protected ConversationFacts Facts { get; }

    /// <inheritdoc/>
    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) =>
        _cutter.Add(fromClient, octets, place);

    /// <inheritdoc/>
    public virtual void OnGap(bool fromClient, long length, StreamPlace place) => _cutter.Skip(fromClient);

    /// <inheritdoc/>
    public abstract void OnLine(bool fromClient, ReadOnlySpan<byte> line, StreamPlace place);

    /// <inheritdoc/>
    public virtual int OnContent(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) => 0;

    /// <inheritdoc/>
    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place) =>
        _stream.Feed(fromClient, octets, place);

    /// <inheritdoc/>
    public virtual void OnEnd() { }

    /// <summary>The server agreed: what follows is TLS.</summary>
    protected void Upgrade()
    {
        Facts.Say("upgrade", "tls");
        IsOver = true;
        _stream.Upgrade();
    }
}
