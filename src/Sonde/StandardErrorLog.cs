using Microsoft.Extensions.Logging;

namespace Sonde.Cli;

/// <summary>Writes warnings and errors to standard error, one line each, with the stack of an exception below.</summary>
internal sealed class StandardErrorLog : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Line(categoryName);

    public void Dispose() { }

    private sealed class Line(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!IsEnabled(logLevel))
                return;
            Console.Error.WriteLine($"{logLevel} {category}: {formatter(state, exception)}");
            if (exception is not null)
                Console.Error.WriteLine(exception);
        }
    }
}
