using Portal.Host;

return await PortalHost.RunAsync(args);
