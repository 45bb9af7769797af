using Sonde.Cli;

return args switch
{
    ["facts", .. var paths] => FactsCommand.Run(paths, Console.OpenStandardOutput()),
    _ => await CommandLine.RunAsync(args),
};
