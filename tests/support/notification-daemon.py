#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Take notifications as a desktop's shell would, so that a program that sends one finds somebody: notification-daemon.py"""
from gi.repository import Gio, GLib

INTERFACE = Gio.DBusNodeInfo.new_for_xml("""
<node><interface name='org.gtk.Notifications'>
  <method name='AddNotification'>
    <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>
  </method>
  <method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/></method>
</interface></node>""").interfaces[0]


def call_cb(_connection, _sender, _path, _interface, method, parameters, invocation):
    print(method, parameters.print_(False), flush=True)
    invocation.return_value(None)


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object("/org/gtk/Notifications", INTERFACE, call_cb, None, None)
    Gio.bus_own_name_on_connection(bus, "org.gtk.Notifications", Gio.BusNameOwnerFlags.NONE, None, None)
    GLib.MainLoop().run()


main()
