namespace Sonde.Engine;

/// <summary>What works between here and a target: name, route, path, port, TLS and HTTP, and the first that does not.</summary>
public static class DiagnoseTargetQuestion
{
    /// <summary>Takes the steps and says what they mean.</summary>
    /// <exception cref="EngineException">The target is none, or refused.</exception>
    public static async Task<DiagnoseTarget> AskAsync(
        CaptureEngine engine,
        DiagnoseTargetArguments arguments,
        AskContext context
    )
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        if (arguments.Timeout is { } timeout && (timeout is <= 0 or > 60 || double.IsNaN(timeout)))
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"timeout is {timeout}; it must be more than 0 and at most 60 seconds.",
                "Leave it out for 3 seconds."
            );
        DiagnoseAim aim = DiagnoseAim.Of(arguments.Target, arguments.Port);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.Cancel);
        time.CancelAfter(engine.Probes.Budget.MaxDuration);
        var steps = new TargetSteps(engine, arguments, aim, context with { Cancel = time.Token });
        string? ended = null;
        try
        {
            await steps.TakeAsync();
        }
        catch (OperationCanceledException) when (steps.Steps.Count > 0)
        {
            ended = context.Cancel.IsCancellationRequested ? "cancelled" : "time limit";
        }
        DiagnoseStep? failed = steps.Steps.FirstOrDefault(step => step.IsFailed);
        return new DiagnoseTarget
        {
            Success = failed is null && ended is null,
            Summary = Say(aim, steps, failed, ended),
            Target = aim.Url?.Shown ?? Quote.Clean(aim.Host)!,
            Address = steps.Address?.ToString(),
            Port = steps.Address is null ? null : steps.Port,
            FirstFailure = failed?.Step,
            RulesOut = DiagnoseMeaning.RuledOut(steps.Steps),
            PossibleCauses = failed is null ? [] : DiagnoseMeaning.Causes(failed, steps.Steps),
            Next = DiagnoseMeaning.Next(failed, steps.Steps),
            Steps = steps.Steps,
            Coverage = new ProbeCoverage { Complete = ended is null, Ended = ended },
        };
    }

    private static string Say(DiagnoseAim aim, TargetSteps steps, DiagnoseStep? failed, string? ended)
    {
        string cut = ended is null ? "" : $" Not all steps were taken: {ended}.";
        string worked = string.Join(", ", steps.Steps.Where(step => step.IsOk).Select(step => step.Step));
        if (failed is not null)
        {
            string before = worked.Length == 0 ? "" : $" What works: {worked}.";
            return $"{Quote.Text(aim.Host)} fails at {failed.Step}: {failed.Detail}{before}{cut}";
        }
        DiagnoseStep? odd = steps.Steps.FirstOrDefault(step => step.Status == "warning");
        string note = odd is null ? "" : $" Odd: {odd.Step}: {odd.Detail}";
        if (ended is not null)
            return $"{Quote.Text(aim.Host)}: no step failed so far; what works: {worked}.{note}{cut}";
        return $"{Quote.Text(aim.Host)} is reached at port {steps.Port} of {steps.Address}; no step failed.{note}{cut}";
    }
}
