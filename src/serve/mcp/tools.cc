#include "serve/mcp/protocol.h"

namespace mcprisk {

extern const McpTool kCheckTool;
extern const McpTool kCheckServer;
extern const McpTool kCheckStack;
extern const McpTool kSearchCatalog;
extern const McpTool kListChanges;
extern const McpTool kRecommendPolicy;
extern const McpTool kClassifyDefinition;

const std::vector<const McpTool*>& McpTools() {
  static const std::vector<const McpTool*> tools = {
      &kCheckTool,   &kCheckServer,     &kCheckStack,         &kSearchCatalog,
      &kListChanges, &kRecommendPolicy, &kClassifyDefinition,
  };
  return tools;
}

}  // namespace mcprisk
