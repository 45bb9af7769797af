Console.Error.WriteLine("sonde: nothing to ask yet");
return 2;
