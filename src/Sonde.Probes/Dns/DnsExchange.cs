using Sonde.Wire;

namespace Sonde.Probes;

/// <summary>How long and how often a question is put.</summary>
/// <param name="Timeout">For all attempts together.</param>
/// <param name="Retries">Attempts after the first; every server is asked at least once.</param>
public sealed record DnsPatience(TimeSpan Timeout, int Retries);

/// <summary>
/// Puts a question until it is answered: to one server after the other, over TCP when the answer did not fit, without
/// EDNS when the server does not know it. The time is shared out evenly among the attempts, and an answer to an earlier
/// attempt still counts.
/// </summary>
/// <param name="network">What carries questions.</param>
/// <param name="pace">How fast they may leave.</param>
/// <param name="time">The clock.</param>
public sealed class DnsExchange(IDnsNetwork network, Pace pace, TimeProvider time)
{
    /// <summary>Asks.</summary>
    /// <param name="servers">Whom, in this order; at least one.</param>
    /// <param name="query">What.</param>
    /// <param name="patience">How long.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The asker gave up.</exception>
    public async Task<DnsReply> AskAsync(
        IReadOnlyList<DnsServer> servers,
        DnsQuery query,
        DnsPatience patience,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(servers);
        ArgumentNullException.ThrowIfNull(patience);
        using var run = new Run(network, pace, time, patience.Timeout, cancel);
        int attempts = Math.Max(patience.Retries + 1, servers.Count);
        DnsReply? bad = null;
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            DnsServer server = servers[attempt % servers.Count];
            if (bad is not null && attempt >= servers.Count)
                break;
            Answer? answer = await run.AskAsync(server, query, attempts - attempt);
            if (answer is null)
            {
                if (run.IsOver)
                    break;
                continue;
            }
            DnsReply reply = await run.CompleteAsync(answer, query);
            // another server may know better (as the C library does it)
            if (!IsBad(reply) || attempt + 1 >= servers.Count)
                return reply;
            bad = reply;
        }
        return bad is null ? new DnsReply { Tries = run.Tries } : bad with { Tries = run.Tries };
    }

    private static bool IsBad(DnsReply reply) =>
        DnsMessage.TryRead(reply.Octets, out DnsMessage message) == ReadStatus.Ok
        && message.ResponseCode
            is DnsResponseCodes.ServerFailure
                or DnsResponseCodes.Refused
                or DnsResponseCodes.NotImplemented;

    private sealed record Sent(DnsServer Server, IDnsAttempt Attempt, long Start, int Try);

    private sealed record Answer(Sent Sent, DnsArrival Arrival);

    /// <summary>One question under way.</summary>
    private sealed class Run(
        IDnsNetwork network,
        Pace pace,
        TimeProvider time,
        TimeSpan timeout,
        CancellationToken cancel
    ) : IDisposable
    {
        private readonly long _start = time.GetTimestamp();
        private readonly List<Sent> _open = [];
        private readonly List<DnsTry> _tries = [];

        public IReadOnlyList<DnsTry> Tries
        {
            get
            {
                Close();
                return _tries;
            }
        }

        /// <summary>The time is up, or no attempt can do better.</summary>
        public bool IsOver { get; private set; }

        private TimeSpan Left => timeout - time.GetElapsedTime(_start);

        /// <summary>Sends once more and waits for its share of the time that is left; null when it has passed.</summary>
        public async Task<Answer?> AskAsync(DnsServer server, DnsQuery query, int shares)
        {
            await pace.WaitAsync(1, cancel);
            TimeSpan left = Left;
            if (left <= TimeSpan.Zero)
            {
                IsOver = true;
                return null;
            }
            Begin(server, query);
            return await WaitAsync(left / shares);
        }

        /// <summary>Asks again where the answer says so: without EDNS, over TCP.</summary>
        public async Task<DnsReply> CompleteAsync(Answer answer, DnsQuery query)
        {
            DnsReply reply = ReplyOf(answer);
            if (query.Edns && IsWithoutEdns(answer.Arrival.Octets!))
            {
                query = query with { Edns = false, Dnssec = false, Nsid = false };
                if (await AgainAsync(answer.Sent.Server, query) is { } plain && !IsSameFailure(answer, plain))
                {
                    answer = plain;
                    reply = ReplyOf(plain) with { WithoutEdns = true };
                }
            }
            if (answer.Sent.Server.Transport != DnsTransport.Udp || !IsTruncated(answer.Arrival.Octets!))
                return reply with { Tries = Tries };
            DnsServer stream = answer.Sent.Server with { Transport = DnsTransport.Tcp };
            Answer? whole = await AgainAsync(stream, query);
            return whole is null
                ? reply with
                {
                    WasTruncated = true,
                    TcpFailure = _tries[^1].Outcome,
                    Tries = Tries,
                }
                : ReplyOf(whole) with
                {
                    WasTruncated = true,
                    WithoutEdns = reply.WithoutEdns,
                    Tries = Tries,
                };
        }

        public void Dispose() => Close();

        private void Close()
        {
            foreach (Sent sent in _open)
            {
                sent.Attempt.Dispose();
                _tries[sent.Try] = _tries[sent.Try] with { Elapsed = time.GetElapsedTime(sent.Start) };
            }
            _open.Clear();
        }

        private async Task<Answer?> AgainAsync(DnsServer server, DnsQuery query)
        {
            await pace.WaitAsync(1, cancel);
            Close();
            Begin(server, query);
            return await WaitAsync(Left);
        }

        private void Begin(DnsServer server, DnsQuery query)
        {
            long start = time.GetTimestamp();
            _open.Add(new Sent(server, network.Begin(server, query), start, _tries.Count));
            _tries.Add(new DnsTry(server, server.Transport, DnsTry.NoAnswer, TimeSpan.Zero));
        }

        private async Task<Answer?> WaitAsync(TimeSpan longest)
        {
            if (longest <= TimeSpan.Zero)
                return null;
            using var alarm = new Alarm(longest, time, cancel);
            while (_open.Count > 0)
            {
                await (
                    _open.Count == 1
                        ? Task.WhenAny(_open[0].Attempt.Arrival, alarm.Rung)
                        : Task.WhenAny([.. _open.Select(sent => sent.Attempt.Arrival), alarm.Rung])
                );
                cancel.ThrowIfCancellationRequested();
                if (_open.Find(sent => sent.Attempt.Arrival.IsCompleted) is not { } ended)
                    return null;
                if (Take(ended) is { } answer)
                    return answer;
                if (IsOver)
                    return null;
            }
            return null;
        }

        private Answer? Take(Sent ended)
        {
            _open.Remove(ended);
            DnsArrival arrival = ended.Attempt.Arrival.Result;
            ended.Attempt.Dispose();
            bool isAnswered = arrival.Octets is not null;
            _tries[ended.Try] = _tries[ended.Try] with
            {
                Outcome = isAnswered ? DnsTry.Answered : arrival.Failure ?? DnsTry.NoAnswer,
                Elapsed = isAnswered ? arrival.Elapsed : time.GetElapsedTime(ended.Start),
            };
            IsOver = arrival.IsFinal;
            return isAnswered ? new Answer(ended, arrival) : null;
        }

        private static DnsReply ReplyOf(Answer answer) =>
            new()
            {
                Octets = answer.Arrival.Octets,
                Server = answer.Sent.Server,
                Transport = answer.Sent.Server.Transport,
                Elapsed = answer.Arrival.Elapsed,
                Connect = answer.Arrival.Connect,
                Handshake = answer.Arrival.Handshake,
            };

        private static bool IsTruncated(byte[] octets) =>
            DnsMessage.TryRead(octets, out DnsMessage message) == ReadStatus.Ok && message.IsTruncated;

        private static bool IsSameFailure(Answer one, Answer other) =>
            DnsMessage.TryRead(one.Arrival.Octets, out DnsMessage first) == ReadStatus.Ok
            && DnsMessage.TryRead(other.Arrival.Octets, out DnsMessage second) == ReadStatus.Ok
            && first.ResponseCode == second.ResponseCode;

        // RFC 6891 §7: whoever does not know OPT records says FORMERR or NOTIMP and sends none.
        private static bool IsWithoutEdns(byte[] octets) =>
            DnsMessage.TryRead(octets, out DnsMessage message) == ReadStatus.Ok
            && message.ResponseCode is DnsResponseCodes.FormatError or DnsResponseCodes.NotImplemented
            && message.AdditionalCount == 0;
    }
}
