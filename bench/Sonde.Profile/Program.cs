using System.Reflection;
using Sonde.Profile;

if (args.Length < 3)
{
    Console.Error.WriteLine(
        "usage: Sonde.Profile OUT.mibc FOLDER TEXT ...\n"
            + "Makes one profile for the ahead-of-time compiler of what the runtime counted in runs of the program in FOLDER."
    );
    return 2;
}

var types = new TypeNames(args[1]);
var names = new Dictionary<MethodName, MethodBase?>();
var methods = new Dictionary<MethodBase, CountedMethod>();
foreach (string path in args[2..])
foreach ((MethodName name, CountedMethod counted) in CountedText.Methods(path, types))
{
    if (!names.TryGetValue(name, out MethodBase? method))
        names[name] = method = name.Find(types);
    if (method is not { DeclaringType: { } type } || !(TypeNames.IsOurs(type) || TypeNames.IsOfTheFramework(type)))
        continue; // other libraries run once, when the program starts
    if (methods.TryGetValue(method, out CountedMethod? sum))
        sum.Add(counted);
    else
        methods[method] = counted;
}
MibcFile.Write(args[0], methods);
int lost = names.Count(pair => pair.Value is null);
Console.WriteLine($"{methods.Count} methods, {lost} more are generic or not told apart");
return 0;
