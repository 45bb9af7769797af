using Microsoft.Extensions.Logging;

namespace Sonde.Cli;

/// <summary>Writes warnings and errors to standard error, one line each, with the stack of an exception below.</summary>
internal sealed class StandardErrorLog : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Line(categoryName);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("There is one place for what is logged.");

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
            string text = $"{logLevel} {category}: {Clean.Text(formatter(state, exception))}";
            Console.Error.WriteLine(exception is null ? text : text + Environment.NewLine + exception);
        }
    }
}
