-- For wrk: a lookup of another thing each time; with an argument, of a few things over and over.
local number, things = 0, 25000
init = function(args) if args[1] then things = tonumber(args[1]) end end
request = function()
  number = (number + 7) % things
  local iri = "%3Chttp%3A%2F%2Fe%2Fs" .. number .. "%3E"
  return wrk.format("GET", "/sparql?query=SELECT%20%3Fp%20%3Fo%20%7B%20" .. iri .. "%20%3Fp%20%3Fo%20%7D")
end
