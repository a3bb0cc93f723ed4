using Acme.Greeting;

Console.WriteLine(Greeter.Greet(args is [var name, ..] ? name : "world"));
