using Sonde.Cli;

return CommandLine.Run(args);
