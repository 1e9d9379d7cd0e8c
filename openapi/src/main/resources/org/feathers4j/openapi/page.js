// validatorUrl: the page asks no other server for anything
window.ui = SwaggerUIBundle({
  url: {document},
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
})
