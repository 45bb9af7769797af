using Microsoft.Extensions.Logging;

namespace Sonde.Cli;

/// <summary>Writes warnings and errors to standard error, one line each, with the stack below where the defect is ours.</summary>
internal sealed class StandardErrorLog : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Line(categoryName);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("There is one place for what is logged.");

    public void Dispose() { }

    private sealed class Line(string category) : ILogger
    {
        private bool IsOurs => category.StartsWith("Sonde", StringComparison.Ordinal);

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
            if (exception is not null)
                text += IsOurs ? Environment.NewLine + exception : " " + Clean.Text(exception.Message);
            Console.Error.WriteLine(text);
        }
    }
}
