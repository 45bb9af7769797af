using Sonde.Cli;

return args is ["facts", .. var paths] ? FactsCommand.Run(paths, Console.OpenStandardOutput()) : 2;
